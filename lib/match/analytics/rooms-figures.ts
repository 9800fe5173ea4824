import { isDated } from "@/lib/core/moment";
import { compareCodePoints } from "@/lib/core/text";
import type { Queryable } from "@/lib/db/queryable";
import { roomTypeText } from "@/lib/match/room-text";
import { QUARTER_HOUR_MS, type RoomTag } from "./figures";
import {
  OPENED_ROOMS,
  type OpenedRoomsRow,
  USED_ROOMS,
  type UsedRoomsRow,
} from "./rooms-statements";
import type { Axis } from "./steps";

/*
 * Rooms opened.     The rooms that count (figures.ts), at the time when the game server opened them; a room that is dated before the year
 *                   2000 is left out.
 * Most used rooms.  Rooms in which somebody rated or that matched in the period, by their ratings in it, then people, matches and name.
 */
export const USED_ROOMS_MAX = 25;

/** How many rooms were opened in the period, and in the one before; null if there is none. */
export interface OpenedRooms {
  now: number;
  before: number | null;
}

export interface OpenedPart extends OpenedRooms {
  /** The type of the rooms as pages call it, or the name of their space. */
  label: string;
}

export interface UsedRoom extends RoomTag {
  space: string;
  people: number;
  ratings: number;
  matches: number;
}

export interface RoomsFigures {
  opened: OpenedRooms;
  /** In the order of the steps of the charts. */
  bySteps: OpenedRooms[];
  /** Most rooms first. */
  byType: OpenedPart[];
  bySpace: OpenedPart[];
  mostUsed: UsedRoom[];
}

/** Counts the rooms of an owner or of everybody. `shared` are the parameters that all statements have. */
export async function readRoomsFigures(
  db: Queryable,
  shared: readonly (string | number | null)[],
  axis: Axis,
): Promise<RoomsFigures> {
  const opened = await db.query<OpenedRoomsRow>(OPENED_ROOMS, [...shared]);
  const used = await db.query<UsedRoomsRow>(USED_ROOMS, [...shared, USED_ROOMS_MAX]);
  const hasBefore = shared[4] !== null;
  return {
    ...openedRooms(opened.rows, axis, hasBefore),
    mostUsed: used.rows.map(({ id, name, space, people, ratings, matches }) => {
      const counts = { people: Number(people), ratings: Number(ratings), matches: Number(matches) };
      return { id, name, space, ...counts };
    }),
  };
}

function openedRooms(
  rows: readonly OpenedRoomsRow[],
  axis: Axis,
  hasBefore: boolean,
): Omit<RoomsFigures, "mostUsed"> {
  const none = (): OpenedRooms => ({ now: 0, before: hasBefore ? 0 : null });
  const opened = none();
  const bySteps = axis.starts.map(none);
  const byType = new Map<string, OpenedPart>();
  const bySpace = new Map<string, OpenedPart>();
  for (const { p, quarter, room_type: type, space, n } of rows) {
    const atMs = Number(quarter) * QUARTER_HOUR_MS;
    if (!isDated(atMs)) continue;
    const step = bySteps[p === 1 ? axis.indexOf(atMs) : axis.indexBefore(atMs)];
    const parts = [partOf(byType, roomTypeText(type), none), partOf(bySpace, space, none)];
    for (const counts of [opened, ...(step ? [step] : []), ...parts]) {
      if (p === 1) counts.now += Number(n);
      else counts.before = (counts.before ?? 0) + Number(n);
    }
  }
  return { opened, bySteps, byType: sorted(byType), bySpace: sorted(bySpace) };
}

function partOf(
  parts: Map<string, OpenedPart>,
  label: string,
  none: () => OpenedRooms,
): OpenedPart {
  const part = parts.get(label) ?? { label, ...none() };
  parts.set(label, part);
  return part;
}

function sorted(parts: Map<string, OpenedPart>): OpenedPart[] {
  return [...parts.values()].sort(
    (a, b) =>
      b.now - a.now || (b.before ?? 0) - (a.before ?? 0) || compareCodePoints(a.label, b.label),
  );
}
