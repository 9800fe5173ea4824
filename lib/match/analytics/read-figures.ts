import { isDated } from "@/lib/core/moment";
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
import { readRoomsFigures } from "./rooms-figures";
import {
  FILMS,
  FIRST_MATCHES,
  type FilmsRow,
  type FirstMatchesRow,
  MATCH_TIMES,
  type MatchTimesRow,
  RATINGS_BY_PERSON,
  type RatingsByPersonRow,
  TALLIES,
  type TallyRow,
} from "./statements";
import { type Axis, axisOf, hoursOf, type QuarterCount, stepsOf } from "./steps";

/** Which rooms are counted: those of one owner, of everybody (`ownerId` is null), or one room. */
export interface Scope {
  ownerId: string | null;
  roomId: string | null;
  /** When the first of these rooms was opened. The axis of the period `all` starts there. */
  firstOpenedMs: number | null;
}

/** Counts everything that figures.ts defines, in at most six statements on one connection. The caller checks the policy. */
export async function readFigures(
  db: Queryable,
  scope: Scope,
  period: Period,
): Promise<Omit<Analytics, "hasRooms">> {
  const shared = [scope.ownerId, scope.roomId, period.fromMs, period.toMs, period.beforeFromMs];
  const divisiveMin = scope.roomId ? DIVISIVE_RATINGS_MIN_ONE_ROOM : DIVISIVE_RATINGS_MIN;
  const { rows: tallies } = await db.query<TallyRow>(TALLIES, [...shared, PEOPLE_COMPARED_MAX]);
  const { rows: matchTimes } = await db.query<MatchTimesRow>(MATCH_TIMES, shared);
  const { rows: firsts } = await db.query<FirstMatchesRow>(FIRST_MATCHES, shared);
  const people = tallies.filter((row) => row.what === "person").map((row) => row.key ?? "");
  const filmLimits = [divisiveMin, FILMS_LISTED_MAX, people];
  const { rows: films } = await db.query<FilmsRow>(FILMS, [...shared, ...filmLimits]);
  const { rows: byPerson } = scope.roomId
    ? await db.query<RatingsByPersonRow>(RATINGS_BY_PERSON, [...shared, people])
    : { rows: [] };
  const axis = axisOf(period, scope.firstOpenedMs);
  const rooms = scope.roomId ? null : await readRoomsFigures(db, shared, axis);
  const top = films.filter((row) => row.what === "top");
  const ratings = tallies
    .filter((row) => row.what === "quarter")
    .map(({ p, key, n, likes }) => quarterOf({ p, quarter: key, n, likes }));
  const matches = matchTimes.map((row) => quarterOf({ ...row, likes: "0" }));
  const totals = (p: number) => totalsOf(p, ratings, matches, { tallies, firsts, films });
  return {
    period,
    stepKind: axis.kind,
    steps: stepsOf(axis, ratings, matches, period.beforeFromMs !== null),
    now: totals(1),
    before: period.beforeFromMs === null ? null : totals(0),
    topFilms: top.map((row) => ({
      ...filmName(row),
      likes: number(row.agreed),
      rooms: JSON.parse(row.rooms ?? "[]") as RoomTag[],
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
    rooms,
  };
}

interface Read {
  tallies: readonly TallyRow[];
  firsts: readonly FirstMatchesRow[];
  films: readonly FilmsRow[];
}

function totalsOf(
  p: number,
  ratings: readonly QuarterCount[],
  matches: readonly QuarterCount[],
  { tallies, firsts, films }: Read,
): Totals {
  const within = (counts: readonly QuarterCount[]) => counts.filter((count) => count.p === p);
  const sum = (counts: readonly QuarterCount[], of: "n" | "likes") =>
    within(counts).reduce((total, count) => total + count[of], 0);
  const tally = (what: TallyRow["what"]) => tallies.find((row) => row.what === what && row.p === p);
  const film = films.find((row) => row.what === "films" && row.p === p);
  const first = firsts.find((row) => row.p === p);
  return {
    matches: sum(matches, "n"),
    ratings: sum(ratings, "n"),
    likes: sum(ratings, "likes"),
    people: number(tally("people")?.n),
    rooms: number(tally("rooms")?.n),
    filmsRated: number(film?.films),
    filmsAgreed: number(film?.agreed),
    firstMatchMs: first ? first.median_ms : null,
    firstMatchRooms: number(first?.n),
  };
}

function funnelOf(films: readonly FilmsRow[]): Funnel {
  const row = films.find((each) => each.what === "films" && each.p === 1);
  return {
    rated: number(row?.rated),
    ratedByTwo: number(row?.by_two),
    liked: number(row?.liked),
    agreed: number(row?.matched),
  };
}

function peopleOf(
  tallies: readonly TallyRow[],
  byPerson: readonly RatingsByPersonRow[],
  axis: Axis,
): PersonSteps[] {
  const people = tallies
    .filter((row) => row.what === "person")
    .map((row): PersonSteps => {
      const bySteps = new Array<number>(axis.starts.length).fill(0);
      return { name: row.key ?? "", ratings: number(row.n), likes: number(row.likes), bySteps };
    });
  for (const row of byPerson) {
    const person = people.find(({ name }) => name === row.user_name);
    const atMs = number(row.quarter) * QUARTER_HOUR_MS;
    if (!isDated(atMs)) continue;
    const at = axis.indexOf(atMs);
    if (person) person.bySteps[at] = (person.bySteps[at] ?? 0) + number(row.n);
  }
  return people.sort((a, b) => b.ratings - a.ratings);
}

function quarterOf(row: { p: number; quarter: string | null; n: string; likes: string }) {
  const startMs = number(row.quarter) * QUARTER_HOUR_MS;
  return { p: row.p, startMs, n: number(row.n), likes: number(row.likes) };
}

function filmName({ media_id: mediaId, title, year }: FilmsRow) {
  return { mediaId: mediaId ?? "", title, year };
}

/** A bigint as a number. pg returns it as text. Null becomes 0. */
function number(text: string | null | undefined): number {
  return Number(text ?? 0);
}
