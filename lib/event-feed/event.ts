/** All types of events, in the order in which they happen to a room. */
export const EVENT_TYPES = [
  "room.created",
  "room.updated",
  "room.matched",
  "room.locked",
  "room.unlocked",
  "room.rescheduled",
  "room.expiring",
  "room.expired",
  "room.deleted",
  "room.replaced",
  "room.restored",
  "room.purged",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** A change of a room, as consumers get it. Times are ISO 8601. */
export interface RoomEvent {
  /** A decimal number. It is larger than the ids of all earlier events of all spaces. */
  id: string;
  type: EventType;
  at: string;
  room: {
    /** Rooms of different kinds may have the same name. */
    kind: string;
    name: string;
    id: string;
    /** Together with the name, it identifies the incarnation of a match room. */
    createdAt: string;
    /** The room's version after the change. */
    version: number;
  };
  /** Counts, times and reasons; never ratings of people. */
  data: Record<string, unknown>;
}

/** A row of `event`. */
export interface EventRow {
  id: string;
  at: Date;
  type: string;
  space_id: string;
  kind: string;
  room_id: string;
  room_name: string;
  room_created_at: Date;
  version: number;
  data: Record<string, unknown>;
}

export function eventOf(row: EventRow): RoomEvent {
  return {
    id: row.id,
    type: row.type as EventType,
    at: row.at.toISOString(),
    room: {
      kind: row.kind,
      name: row.room_name,
      id: row.room_id,
      createdAt: row.room_created_at.toISOString(),
      version: row.version,
    },
    data: row.data,
  };
}
