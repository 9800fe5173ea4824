import type { FilmName } from "@/lib/match/film-title";
import type { Period } from "./period";
import type { RoomsFigures } from "./rooms-figures";

/*
 * The definitions of all figures. The statements in statements.ts count exactly this, and the pages, tables and CSV files show
 * exactly this.
 *
 * Rooms.     A room counts while it is open and, after it has expired, while it is in the trash: numbers must not sink because
 *            nobody uses a room any more. A deleted room stops counting at once, and counts again when it is restored. A room
 *            that was replaced by a later room of the same name does not count. The page of one room counts that room in any
 *            state.
 * Rating.    One person's last rating of one film in one room, at its own time. A rating taken back is not counted.
 *            Liked: the value `like`. Passed: any other. A rating that is dated before the year 2000, as game servers without
 *            a clock send it, counts in totals over all time, and nowhere over time: not in steps, not in busiest hours.
 * Match.     A film that the people of a room agree on now, at the time of the like that completed the match (in solo rooms:
 *            each like). A match that has ended, because a rating, the people or the type of the room changed, is shown in the
 *            room's activity and is not counted.
 * Match rate.           Matches for every 100 ratings.
 * Films agreed on.      Of the films rated in a room, the share that this room matched; a film counts once for each room.
 * Likes share.          Likes among ratings.
 * People.               The number of different names in the ratings. Game servers know people only by name, so one name is
 *                       one person.
 * Time to first match.  From a room's opening to its first match; the median over the rooms opened in the period that have
 *                       matched. A room with a match from before it was opened, which a copy can bring, is left out.
 * Agreed on most.       Films by the number of group rooms that matched them, then by likes in all rooms, then by title.
 * Most divisive.        Films with at least 13 ratings (one room: 4), of which at least a quarter are likes and at least a
 *                       quarter are not; closest to half liked first, then most ratings, then title.
 * Agreement.            Of the films that two people both rated in one room, the share that both liked or both passed, over
 *                       all group rooms; fewer than ten films in common are not compared. The 24 people with the most ratings
 *                       in group rooms take part.
 * Busiest hours.        Ratings by local weekday and hour in the chosen time zone.
 * Deck to match.        Films in group rooms that somebody rated; of those, films that two people rated; of those, films that
 *                       somebody liked; of those, films that the room agreed on. Each step counts what happened in the period.
 */
export const DIVISIVE_RATINGS_MIN = 13;
export const DIVISIVE_RATINGS_MIN_ONE_ROOM = 4;
export const DIVISIVE_SHARE_MIN = 0.25;
export const COMMON_FILMS_MIN = 10;
export const PEOPLE_COMPARED_MAX = 24;
export const PEOPLE_DRAWN_MAX = 8;
export const FILMS_LISTED_MAX = 25;
export const QUARTER_HOUR_MS = 900_000;

/** The figures of one period, which are compared with the period before. Times are in milliseconds. */
export interface Totals {
  matches: number;
  ratings: number;
  likes: number;
  people: number;
  /** Films that were rated, counted once for each room. */
  filmsRated: number;
  filmsAgreed: number;
  /** Rooms in which somebody rated. */
  rooms: number;
  /** The median time to the first match; null if no room that was opened in the period has a match. */
  firstMatchMs: number | null;
  /** The number of rooms in the median. */
  firstMatchRooms: number;
}

/** One step of a chart over time: an hour, a day, a week or a month. */
export interface Step {
  /** Local time: YYYY-MM-DD, or YYYY-MM-DDTHH:00 for an hour. */
  start: string;
  matches: number;
  ratings: number;
  likes: number;
  /** Whether it also counts what is dated before the first step, or after now, as a game server with a wrong clock does. */
  hasEarlier: boolean;
  hasLater: boolean;
  /** The same step of the period before; null if there is no such period. */
  matchesBefore: number | null;
  ratingsBefore: number | null;
}

export interface RoomTag {
  id: string;
  name: string;
}

export interface TopFilm extends FilmName {
  rooms: RoomTag[];
  likes: number;
}

export interface DivisiveFilm extends FilmName {
  likes: number;
  passes: number;
}

/** Two people, the number of films that both rated in one room, and how many of those both liked or both passed. */
export interface Pair {
  a: string;
  b: string;
  common: number;
  same: number;
}

export interface Agreement {
  /** Every pair with at least one film in common, highest agreement first. Pairs with too few films in common come last. */
  pairs: Pair[];
  /** The people that the chart shows. People who agree are next to each other. */
  people: string[];
  /** Whether more people could be compared than the chart shows. */
  morePeople: boolean;
}

export interface Funnel {
  rated: number;
  ratedByTwo: number;
  liked: number;
  agreed: number;
}

/** One person's ratings, in all and in each step. */
export interface PersonSteps {
  name: string;
  ratings: number;
  likes: number;
  bySteps: number[];
}

export interface Analytics {
  period: Period;
  /** The length of each step in `steps`. */
  stepKind: "hour" | "day" | "week" | "month";
  steps: Step[];
  now: Totals;
  before: Totals | null;
  topFilms: TopFilm[];
  /** The number of different films that group rooms matched. */
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
  /** Rooms opened and used; null in the report of one room. */
  rooms: RoomsFigures | null;
  /** Whether there are any rooms, in any period. */
  hasRooms: boolean;
}

/** A share from 0 to 1; null if the whole is 0. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Growth from one number to another as a share: 130 to 162 is 0.246. Null if the first number is 0. */
export function growth(before: number, now: number): number | null {
  return before > 0 ? now / before - 1 : null;
}

/** A pair's share of equal ratings; null if it has too few films in common. */
export function agreementOf(pair: Pair): number | null {
  return pair.common >= COMMON_FILMS_MIN ? pair.same / pair.common : null;
}

/** The step with the most matches, the earliest if there are several; null if there are no matches. */
export function peakStep(steps: readonly Step[]): Step | null {
  let peak: Step | null = null;
  for (const step of steps) if (step.matches > (peak?.matches ?? 0)) peak = step;
  return peak;
}
