import type { Period } from "./period";

/*
 * Every figure that Roomkeeper shows, in words. The statements in read-figures.ts count exactly this, the pages, tables and
 * CSV files show exactly this.
 *
 * Rooms.     A room counts while it is open and, after it left by itself, while it waits in the trash: numbers must not sink
 *            because a room fell quiet. A room that somebody deleted stops counting at once, and counts again when restored.
 *            A former room of a name that was opened anew does not count; the new one speaks for the name. The page of one
 *            room counts that room whatever its state.
 * Rating.    What one person last said of one film in one room, at its own time stamp. Taken back: counts nowhere.
 *            Liked: the value `like`. Passed: any other.
 * Match.     A film that the people of a room agree on now, at the like that completed it (in solo rooms: each own like). A
 *            match that ended, because an answer, the company or the type of the room changed, is shown in the room's activity
 *            and is not counted.
 * Match rate.           Matches for every 100 ratings.
 * Films agreed on.      Of the films rated in a room, the share that this room matched; a film counts once for each room.
 * Likes share.          Likes among ratings.
 * People.               Different names that rated. Game servers know people by name only: one name is one person.
 * Time to first match.  From a room's opening to its first match; the median over the rooms opened in the period that have
 *                       matched. A room with a match from before it was opened, which a copy can bring, is left out.
 * Agreed on most.       Films by the number of group rooms that matched them, then by likes in all rooms, then by title.
 * Most divisive.        Films with at least 13 ratings (one room: 4), closest to half liked first, then most ratings, then
 *                       title.
 * Agreement.            Of the films two people both rated in one room, the share where both liked or both passed, over all
 *                       group rooms; fewer than ten films in common are not compared. The 24 people with the most ratings in
 *                       group rooms take part.
 * Busiest hours.        Ratings by weekday and hour of the chosen time zone.
 * Deck to match.        Films in group rooms: somebody rated it, of those two people rated it, of those somebody liked it,
 *                       of those the room agreed. Each step counts what happened in the period.
 */
export const DIVISIVE_RATINGS_MIN = 13;
export const DIVISIVE_RATINGS_MIN_ONE_ROOM = 4;
export const COMMON_FILMS_MIN = 10;
export const PEOPLE_COMPARED_MAX = 24;
export const PEOPLE_DRAWN_MAX = 8;
export const FILMS_LISTED_MAX = 25;
export const QUARTER_HOUR_MS = 900_000;

/** The figures that are compared with the period before. Times in milliseconds. */
export interface Totals {
  matches: number;
  ratings: number;
  likes: number;
  people: number;
  /** Films rated, once for each room, and those of them the room matched. */
  filmsRated: number;
  filmsAgreed: number;
  /** Rooms in which somebody rated. */
  rooms: number;
  /** Null when no room opened in the period has matched. */
  firstMatchMs: number | null;
  /** Rooms the median is taken over. */
  firstMatchRooms: number;
}

/** One hour of the zone's clock, one calendar day, or one week or month from that day on. */
export interface Step {
  /** YYYY-MM-DD; of an hour YYYY-MM-DDTHH:00. */
  start: string;
  matches: number;
  ratings: number;
  likes: number;
  /** The same step of the period before; null when there is none. */
  matchesBefore: number | null;
  ratingsBefore: number | null;
}

export interface RoomTag {
  id: string;
  name: string;
}

export interface FilmName {
  mediaId: string;
  /** Null when the catalogue does not know the film. */
  title: string | null;
  year: number | null;
}

export interface TopFilm extends FilmName {
  rooms: RoomTag[];
  likes: number;
}

export interface DivisiveFilm extends FilmName {
  likes: number;
  passes: number;
}

/** Two people, the films both rated in one room, and those of them where they said the same. */
export interface Pair {
  a: string;
  b: string;
  common: number;
  same: number;
}

export interface Agreement {
  /** Every pair that shares at least one film, most alike first; those with too few films in common last. */
  pairs: Pair[];
  /** The people to draw, so that neighbours are alike. */
  people: string[];
  /** More people took part than are drawn. */
  morePeople: boolean;
}

export interface Funnel {
  rated: number;
  ratedByTwo: number;
  liked: number;
  agreed: number;
}

/** How much one person rated on each step. */
export interface PersonSteps {
  name: string;
  ratings: number;
  likes: number;
  bySteps: number[];
}

export interface Analytics {
  period: Period;
  /** What a step of `steps` spans. */
  stepKind: "hour" | "day" | "week" | "month";
  steps: Step[];
  now: Totals;
  before: Totals | null;
  topFilms: TopFilm[];
  /** Different films that group rooms matched. */
  filmsMatched: number;
  /** Matches in group rooms; the other matches are likes in solo lists. */
  groupMatches: number;
  divisive: DivisiveFilm[];
  agreement: Agreement;
  /** [weekday from Monday][hour] */
  hours: number[][];
  funnel: Funnel;
  /** Most ratings first. */
  people: PersonSteps[];
  /** The viewer has rooms at all, whatever the period. */
  hasRooms: boolean;
}

/** A share from 0 to 1; null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Growth from one number to another as a share: 130 to 162 is 0.246. Null from nothing. */
export function growth(before: number, now: number): number | null {
  return before > 0 ? now / before - 1 : null;
}

/** Share of equal answers of a pair that has enough films in common; null when it is not compared. */
export function agreementOf(pair: Pair): number | null {
  return pair.common >= COMMON_FILMS_MIN ? pair.same / pair.common : null;
}

/** The step with the most matches, the earliest of equals; null when there are none. */
export function peakStep(steps: readonly Step[]): Step | null {
  let peak: Step | null = null;
  for (const step of steps) if (step.matches > (peak?.matches ?? 0)) peak = step;
  return peak;
}

export interface BusiestHour {
  weekday: number;
  hour: number;
  ratings: number;
}

/** The window of the week with the most ratings, the earliest of equals; null when nothing was rated. */
export function busiestHour(hours: readonly (readonly number[])[]): BusiestHour | null {
  let busiest: BusiestHour | null = null;
  for (const [weekday, row] of hours.entries())
    for (const [hour, ratings] of row.entries())
      if (ratings > (busiest?.ratings ?? 0)) busiest = { weekday, hour, ratings };
  return busiest;
}

/**
 * The longest stretch of the day in which nobody ever rates, as the hour it begins and the hour it ends (exclusive, may pass
 * midnight); null when it is shorter than three hours or nothing was rated.
 */
export function quietHours(
  hours: readonly (readonly number[])[],
): { from: number; to: number } | null {
  const busy = Array.from({ length: 24 }, (_, hour) => hours.some((row) => (row[hour] ?? 0) > 0));
  if (!busy.includes(true)) return null;
  let best = { from: 0, length: 0 };
  for (let from = 0; from < 24; from += 1) {
    let length = 0;
    while (length < 24 && !busy[(from + length) % 24]) length += 1;
    if (length > best.length) best = { from, length };
  }
  return best.length >= 3 ? { from: best.from, to: (best.from + best.length) % 24 } : null;
}
