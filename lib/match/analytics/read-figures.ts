import type { Queryable } from "@/lib/db/queryable";
import { agreementAmong } from "./agreement";
import {
  type Analytics,
  DIVISIVE_RATINGS_MIN,
  DIVISIVE_RATINGS_MIN_ONE_ROOM,
  FILMS_LISTED_MAX,
  type Funnel,
  PEOPLE_COMPARED_MAX,
  type PersonSteps,
  QUARTER_HOUR_MS,
  type RoomTag,
  type Totals,
} from "./figures";
import type { Period } from "./period";
import { FILMS, FIRST_MATCHES, MATCH_TIMES, RATINGS_BY_PERSON, TALLIES } from "./statements";
import { type Axis, axisOf, hoursOf, type QuarterCount, stepsOf } from "./steps";

/** Whose rooms are counted: those of one owner (null: everybody's), or one room. */
export interface Scope {
  ownerId: string | null;
  roomId: string | null;
  /** When the first of these rooms opened; the axis begins there under `all`. */
  firstOpenedMs: number | null;
}

type Row = Record<string, unknown>;

/** Counts everything that figures.ts defines, in five statements at most, run one after the other on one
 * connection. Policy is the caller's. */
export async function readFigures(
  db: Queryable,
  scope: Scope,
  period: Period,
): Promise<Omit<Analytics, "hasRooms">> {
  const shared = [scope.ownerId, scope.roomId, period.fromMs, period.toMs, period.beforeFromMs];
  const run = async (text: string, ...more: unknown[]): Promise<Row[]> =>
    (await db.query<Row>(text, [...shared, ...more])).rows;
  const divisiveMin = scope.roomId ? DIVISIVE_RATINGS_MIN_ONE_ROOM : DIVISIVE_RATINGS_MIN;
  const tallies = await run(TALLIES, PEOPLE_COMPARED_MAX);
  const matchTimes = await run(MATCH_TIMES);
  const firsts = await run(FIRST_MATCHES);
  const people = tallies.filter((row) => row.what === "person").map((row) => text(row.key));
  const films = await run(FILMS, divisiveMin, FILMS_LISTED_MAX, people);
  const byPerson = scope.roomId ? await run(RATINGS_BY_PERSON, people) : [];
  const top = films.filter((row) => row.what === "top");
  const ratings = quarters(tallies.filter((row) => row.what === "quarter").map(keyed));
  const matches = quarters(matchTimes);
  const axis = axisOf(period, scope.firstOpenedMs);
  const totals = (p: number) => totalsOf(p, ratings, matches, [...tallies, ...firsts, ...films]);
  return {
    period,
    stepKind: axis.kind,
    steps: stepsOf(axis, ratings, matches, period.beforeFromMs !== null),
    now: totals(1),
    before: period.beforeFromMs === null ? null : totals(0),
    topFilms: top.map((row) => ({
      ...filmName(row),
      likes: number(row.agreed),
      rooms: JSON.parse(text(row.rooms)) as RoomTag[],
    })),
    filmsMatched: number(top[0]?.films),
    groupMatches: number(top[0]?.matched),
    divisive: films
      .filter((row) => row.what === "divisive")
      .map((row) => ({
        ...filmName(row),
        likes: number(row.agreed),
        passes: number(row.films) - number(row.agreed),
      })),
    agreement: agreementAmong(
      people,
      films
        .filter((row) => row.what === "pattern")
        .map((row) => {
          return { rated: number(row.rated), liked: number(row.liked), films: number(row.films) };
        }),
    ),
    hours: hoursOf(period.timeZone, ratings),
    funnel: funnelOf(films),
    people: peopleOf(tallies, byPerson, axis),
  };
}

function totalsOf(
  p: number,
  ratings: readonly QuarterCount[],
  matches: readonly QuarterCount[],
  rows: readonly Row[],
): Totals {
  const within = (counts: readonly QuarterCount[]) => counts.filter((count) => count.p === p);
  const sum = (counts: readonly QuarterCount[], of: "n" | "likes") =>
    within(counts).reduce((total, count) => total + count[of], 0);
  const row = (what: string) => rows.find((each) => each.what === what && number(each.p) === p);
  const first = rows.find((each) => "median_ms" in each && number(each.p) === p);
  return {
    matches: sum(matches, "n"),
    ratings: sum(ratings, "n"),
    likes: sum(ratings, "likes"),
    people: number(row("people")?.n),
    rooms: number(row("rooms")?.n),
    filmsRated: number(row("films")?.films),
    filmsAgreed: number(row("films")?.agreed),
    firstMatchMs: first ? number(first.median_ms) : null,
    firstMatchRooms: number(first?.n),
  };
}

function funnelOf(films: readonly Row[]): Funnel {
  const row = films.find((each) => each.what === "films" && number(each.p) === 1);
  return {
    rated: number(row?.rated),
    ratedByTwo: number(row?.by_two),
    liked: number(row?.liked),
    agreed: number(row?.matched),
  };
}

function peopleOf(tallies: readonly Row[], byPerson: readonly Row[], axis: Axis): PersonSteps[] {
  const people = tallies
    .filter((row) => row.what === "person")
    .map((row): PersonSteps => {
      const bySteps = new Array<number>(axis.starts.length).fill(0);
      return { name: text(row.key), ratings: number(row.n), likes: number(row.likes), bySteps };
    });
  for (const row of byPerson) {
    const person = people.find(({ name }) => name === row.user_name);
    const at = axis.indexOf(number(row.quarter) * QUARTER_HOUR_MS);
    if (person) person.bySteps[at] = (person.bySteps[at] ?? 0) + number(row.n);
  }
  return people.sort((a, b) => b.ratings - a.ratings);
}

function quarters(rows: readonly Row[]): QuarterCount[] {
  return rows.map((row) => ({
    p: number(row.p),
    startMs: number(row.quarter) * QUARTER_HOUR_MS,
    n: number(row.n),
    likes: number(row.likes),
  }));
}

function keyed(row: Row): Row {
  return { ...row, quarter: row.key };
}

function filmName(row: Row) {
  const title = typeof row.title === "string" ? row.title : null;
  const year = typeof row.year === "number" ? row.year : null;
  return { mediaId: text(row.media_id), title, year };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Postgres hands out bigint and numeric as text. */
function number(value: unknown): number {
  return Number(value ?? 0);
}
