import { filmTitle } from "@/lib/match/film-title";
import { type Cell, percent } from "./cell";
import { PERIOD_TEXT, WEEKDAYS, wholeStepText } from "./figure-text";
import type { Analytics, Totals } from "./figures";
import { agreementTable, peopleTable } from "./people-tables";
import { openedPartsTable, openedTable, usedRoomsTable } from "./rooms-tables";

/** The data of a chart as a table, for the page and for the CSV file. */
export interface FigureTable {
  name: TableName;
  title: string;
  columns: string[];
  rows: Cell[][];
}

export const TABLE_NAMES = [
  "figures",
  "matches",
  "opened",
  "openedBy",
  "rooms",
  "films",
  "divisive",
  "agreement",
  "hours",
  "funnel",
  "people",
] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** Whether the text names a table. */
export function isTableName(text: string): text is TableName {
  return (TABLE_NAMES as readonly string[]).includes(text);
}

const BUILDERS: Record<TableName, (figures: Analytics) => Omit<FigureTable, "name">> = {
  figures: totalsTable,
  matches: stepsTable,
  opened: openedTable,
  openedBy: openedPartsTable,
  rooms: usedRoomsTable,
  films: filmsTable,
  divisive: divisiveTable,
  agreement: agreementTable,
  hours: hoursTable,
  funnel: funnelTable,
  people: peopleTable,
};

/** Makes one table from the figures. Shares are percentages with one decimal, times are seconds with three. */
export function tableOf(name: TableName, figures: Analytics): FigureTable {
  return { name, ...BUILDERS[name](figures) };
}

/** The tables whose first two columns name the row. */
const TWO_HEADS = new Set<TableName>(["agreement", "matches", "opened", "openedBy", "rooms"]);

/** All tables as one table in long form, with one row for each cell: table, line, measure, value. */
export function longTable(figures: Analytics): Omit<FigureTable, "name"> {
  const rows = TABLE_NAMES.flatMap((name) => {
    const { title, columns, rows } = tableOf(name, figures);
    const heads = TWO_HEADS.has(name) ? 2 : 1;
    return rows.flatMap((row) =>
      columns.slice(heads).map((column, index): Cell[] => {
        const label = row.slice(0, heads).filter((cell) => cell !== null);
        return [title, label.join(" · "), column, row[index + heads] ?? null];
      }),
    );
  });
  return { title: "Everything", columns: ["table", "line", "measure", "value"], rows };
}

function totalsTable({ now, before, period }: Analytics) {
  const text = PERIOD_TEXT[period.name];
  const lines: [string, (totals: Totals) => Cell][] = [
    ["Matches", (of) => of.matches],
    ["Matches for every 100 ratings", (of) => percent(of.matches, of.ratings)],
    ["Films rated, once for each room", (of) => of.filmsRated],
    ["Films agreed on, once for each room", (of) => of.filmsAgreed],
    ["Films agreed on, % of films rated", (of) => percent(of.filmsAgreed, of.filmsRated)],
    ["Ratings", (of) => of.ratings],
    ["Likes", (of) => of.likes],
    ["Likes, % of ratings", (of) => percent(of.likes, of.ratings)],
    ["People", (of) => of.people],
    ["Rooms in use", (of) => of.rooms],
    [
      "First match, median in s",
      (of) => (of.firstMatchMs === null ? null : Math.round(of.firstMatchMs) / 1000),
    ],
    ["Rooms opened that matched after that", (of) => of.firstMatchRooms],
  ];
  return {
    title: "Figures",
    columns: ["figure", text.now, ...(before ? [text.before] : [])],
    rows: lines.map(([label, of]) => [label, of(now), ...(before ? [of(before)] : [])]),
  };
}

function stepsTable({ steps, stepKind, before }: Analytics) {
  return {
    title: "Matches and ratings over time",
    columns: [
      "from",
      stepKind,
      "matches",
      "ratings",
      "likes",
      ...(before ? ["matches before", "ratings before"] : []),
    ],
    rows: steps.map((step): Cell[] => [
      step.hasEarlier ? null : step.start,
      wholeStepText(step, stepKind),
      step.matches,
      step.ratings,
      step.likes,
      ...(before ? [step.matchesBefore, step.ratingsBefore] : []),
    ]),
  };
}

function filmsTable({ topFilms }: Analytics) {
  return {
    title: "Films agreed on most",
    columns: ["film", "year", "rooms", "likes", "matched by"],
    rows: topFilms.map((film): Cell[] => [
      filmTitle(film),
      film.year === null ? null : String(film.year),
      film.rooms.length,
      film.likes,
      film.rooms.map((room) => room.name).join(", "),
    ]),
  };
}

function divisiveTable({ divisive }: Analytics) {
  return {
    title: "Most divisive films",
    columns: ["film", "year", "ratings", "passed", "liked", "liked, %"],
    rows: divisive.map((film): Cell[] => [
      filmTitle(film),
      film.year === null ? null : String(film.year),
      film.likes + film.passes,
      film.passes,
      film.likes,
      percent(film.likes, film.likes + film.passes),
    ]),
  };
}

function hoursTable({ hours }: Analytics) {
  return {
    title: "Ratings by hour of the week",
    columns: ["hour", ...WEEKDAYS],
    rows: Array.from({ length: 24 }, (_, hour): Cell[] => [
      `${String(hour).padStart(2, "0")}:00`,
      ...hours.map((row) => row[hour] ?? 0),
    ]),
  };
}

function funnelTable({ funnel }: Analytics) {
  const steps: [string, number][] = [
    ["Somebody rated it", funnel.rated],
    ["Two people rated it", funnel.ratedByTwo],
    ["Somebody liked it", funnel.liked],
    ["The room agreed", funnel.agreed],
  ];
  return {
    title: "Deck to match",
    columns: ["step", "films, once for each room", "of all, %"],
    rows: steps.map(([label, films]): Cell[] => [label, films, percent(films, funnel.rated)]),
  };
}
