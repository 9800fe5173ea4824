import type { RoomMetadata } from "./room";

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
    storedAt: row.stored_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    lastActivityAt: row.last_activity_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}

function statusOf({ trash_reason, expired }: MetadataRow): RoomMetadata["status"] {
  if (trash_reason === "deleted" || trash_reason === "replaced") return trash_reason;
  return trash_reason === "expired" || expired ? "expired" : "open";
}
