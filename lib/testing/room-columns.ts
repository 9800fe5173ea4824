import type { SerializedRoom } from "@/lib/match/room";
import { splitRoom } from "@/lib/match/split-room";

export interface Column {
  /** A new value, as an SQL expression. */
  to: string;
  /** The event of the change; null if there is none, for the reason in the comment. */
  event: string | null;
  /** The fields of `_metadata` that change with the column. */
  metadata?: string[];
  /** Whether a copy to another storage contains it. If not, the other storage calculates it or has its own value. */
  copied: boolean;
  /** What the column contains after a save of the document. Null if the database calculates it, or people set it on the page. */
  sent: ((room: SerializedRoom) => unknown) | null;
}

/** The columns that identify a room or its row and never change. */
export const IDENTITY = ["space_id", "id", "kind", "name", "created_at"];

/**
 * All other columns of `room`. The test fails for a new column that is not in this list: decide what the event trigger
 * (prisma/functions/write_room_event.sql), `_metadata`, a copy and a save do with it.
 */
export const COLUMNS: Record<string, Column> = {
  owner_id: {
    to: "'8'",
    event: "room.updated",
    copied: false,
    sent: (room) => String(room.creatorPlexUserId),
  },
  creator_id: {
    to: "'8'",
    event: "room.updated",
    copied: false,
    sent: (room) => String(room.creatorPlexUserId),
  },
  creator_name: {
    to: "'Sven'",
    event: "room.updated",
    copied: false,
    sent: (room) => room.creatorPlexUsername,
  },
  room_type: { to: "'solo'", event: "room.updated", copied: false, sent: (room) => room.roomType },
  document: {
    to: `document || '{"odd": 1}'`,
    event: "room.updated",
    copied: true,
    sent: (room) => splitRoom(room).document,
  },
  // Each save encrypts the password again, so this column also changes when the password does not.
  password_sealed: { to: "null", event: null, copied: true, sent: (room) => room.password },
  version: { to: "version + 1", event: null, metadata: ["version"], copied: false, sent: null },
  stored_at: {
    to: "now() - interval '3 days'",
    event: null,
    metadata: ["storedAt"],
    copied: false,
    sent: null,
  },
  updated_at: {
    to: "now() + interval '3 days'",
    event: null,
    metadata: ["updatedAt"],
    copied: false,
    sent: null,
  },
  // Every write changes it, and each write has its own event.
  touched_at: { to: "now() + interval '3 days'", event: null, copied: false, sent: null },
  last_activity_at: {
    to: "now() + interval '3 days'",
    event: "room.updated",
    metadata: ["lastActivityAt"],
    copied: false,
    sent: null,
  },
  rating_count: { to: "9", event: "room.updated", copied: false, sent: null },
  like_count: { to: "9", event: "room.updated", copied: false, sent: null },
  match_count: { to: "9", event: "room.matched", copied: false, sent: null },
  people_count: { to: "9", event: "room.updated", copied: false, sent: null },
  expiry_kind: { to: "'never'", event: "room.rescheduled", copied: false, sent: null },
  idle_days: { to: "9", event: "room.rescheduled", copied: false, sent: null },
  keep_until: {
    to: "now() + interval '200 days'",
    event: "room.rescheduled",
    copied: false,
    sent: null,
  },
  // Every write changes it. When a person sets the rule, other columns change as well and make the event.
  expires_at: {
    to: "now() + interval '200 days'",
    event: null,
    metadata: ["expiresAt"],
    copied: false,
    sent: null,
  },
  locked_at: { to: "now()", event: "room.locked", metadata: ["locked"], copied: false, sent: null },
  // These two change only together with locked_at.
  locked_by: { to: "'1'", event: null, copied: false, sent: null },
  lock_reason: { to: "'Noise'", event: null, copied: false, sent: null },
  trashed_at: { to: "now()", event: "room.deleted", copied: false, sent: null },
  // These three change only together with trashed_at.
  trashed_by: { to: "'1'", event: null, copied: false, sent: null },
  trash_reason: { to: "'deleted'", event: null, metadata: ["status"], copied: false, sent: null },
  purge_at: { to: "now()", event: null, copied: false, sent: null },
};
