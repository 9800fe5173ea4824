import type { RoomMetadata } from "@/lib/rooms/room";

/** A room's row as far as `_metadata` tells it. */
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

/** What travels as `_metadata`. A room's row is one incarnation, so its id names both. */
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

/** A thousand operations of a batch that wrote one room tell the same times. */
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
