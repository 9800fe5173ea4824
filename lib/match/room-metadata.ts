import type { RoomMetadata } from "@/lib/rooms/room";

/** The columns of a room's row that `_metadata` contains. */
export interface MetadataRow {
  id: string;
  version: number;
  locked: boolean;
  expired: boolean;
  trash_reason: string | null;
  stored_at: Date;
  updated_at: Date;
  last_activity_at: Date;
  expires_at: Date | null;
}

/** Makes the `_metadata` of a room. A row is one incarnation, so its id is the id of both. */
export function metadataOf(row: MetadataRow): RoomMetadata {
  return {
    id: row.id,
    incarnation: row.id,
    version: row.version,
    status: statusOf(row),
    locked: row.locked,
    storedAt: isoOf(row.stored_at),
    updatedAt: isoOf(row.updated_at),
    lastActivityAt: isoOf(row.last_activity_at),
    expiresAt: row.expires_at && isoOf(row.expires_at),
  };
}

const isoTexts = new WeakMap<Date, string>();

/** Cached, because a thousand operations of a batch may return the times of the same room. */
function isoOf(date: Date): string {
  let text = isoTexts.get(date);
  if (text === undefined) {
    text = date.toISOString();
    isoTexts.set(date, text);
  }
  return text;
}

function statusOf({ trash_reason, expired }: MetadataRow): RoomMetadata["status"] {
  if (trash_reason === "deleted" || trash_reason === "replaced") return trash_reason;
  return trash_reason === "expired" || expired ? "expired" : "open";
}
