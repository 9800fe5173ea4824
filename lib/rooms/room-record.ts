import type pg from "pg";
import { isStorableText } from "@/lib/core/text";
import { RATED_BEFORE_OPENING } from "./rated-before-opening";
import type { ExpiryKind, TrashReason } from "./room";
import { IS_USED } from "./rooms-where";

/** A room for the dashboard, with the rules of its space, but without its password, ratings and people. */
export interface RoomRecord {
  spaceId: string;
  spaceName: string;
  id: string;
  kind: string;
  name: string;
  createdAt: Date;
  /** The account it belongs to; null while nobody has claimed it. */
  ownerId: string | null;
  /** Who opened it, by the game server's own id. */
  creatorId: string;
  creatorName: string;
  /** For other kinds than match, the room type and the document are empty and the counts are 0. */
  roomType: string;
  document: Record<string, unknown>;
  hasPassword: boolean;
  version: number;
  storedAt: Date;
  touchedAt: Date;
  /** The time of the newest rating, or of the opening if no rating is newer. */
  lastActivityAt: Date;
  /** Whether all its ratings are dated before its opening. */
  ratedBeforeOpening: boolean;
  ratingCount: number;
  likeCount: number;
  matchCount: number;
  peopleCount: number;
  /** Whether anybody has used it since it was opened. */
  isUsed: boolean;
  expiryKind: ExpiryKind;
  idleDays: number | null;
  keepUntil: Date | null;
  expiresAt: Date | null;
  lockedAt: Date | null;
  lockedBy: string | null;
  lockReason: string | null;
  trashedAt: Date | null;
  trashedBy: string | null;
  trashReason: TrashReason | null;
  purgeAt: Date | null;
  /** The quiet days of the space's rule; null if rooms of the space never expire. */
  spaceIdleDays: number | null;
  trashDays: number;
  warnDays: number;
}

export type RoomStatus = "open" | TrashReason;

/** The columns of a RoomRecord, from `room join space`. */
export const ROOM_RECORD_COLUMNS = `
  room.space_id as "spaceId", space.name as "spaceName", room.id, room.kind, room.name, room.created_at as "createdAt",
  room.owner_id as "ownerId", room.creator_id as "creatorId", room.creator_name as "creatorName",
  coalesce(room.room_type, '') as "roomType", coalesce(room.document, '{}') as document,
  room.password_sealed is not null as "hasPassword", room.version, room.stored_at as "storedAt",
  room.touched_at as "touchedAt", room.last_activity_at as "lastActivityAt",
  ${RATED_BEFORE_OPENING} as "ratedBeforeOpening", coalesce(room.rating_count, 0) as "ratingCount",
  coalesce(room.like_count, 0) as "likeCount", coalesce(room.match_count, 0) as "matchCount", room.people_count as "peopleCount",
  ${IS_USED} as "isUsed",
  room.expiry_kind as "expiryKind", room.idle_days as "idleDays", room.keep_until as "keepUntil",
  room.expires_at as "expiresAt", room.locked_at as "lockedAt", room.locked_by as "lockedBy",
  room.lock_reason as "lockReason", room.trashed_at as "trashedAt", room.trashed_by as "trashedBy",
  room.trash_reason as "trashReason", room.purge_at as "purgeAt", space.idle_days as "spaceIdleDays",
  space.trash_days as "trashDays", space.warn_days as "warnDays"`;

/** Reads one room by its id; null if there is none of the given kinds (`null` means all kinds). With `forUpdate` it also locks the row. */
export async function readRoomRecord(
  db: pg.Pool | pg.PoolClient,
  roomId: string,
  { kinds, forUpdate }: { kinds: readonly string[] | null; forUpdate?: boolean },
): Promise<RoomRecord | null> {
  if (!isStorableText(roomId)) return null;
  const { rows } = await db.query<RoomRecord>(
    `select ${ROOM_RECORD_COLUMNS} from room join space on space.id = room.space_id where room.id = $1 and ($2::text[] is null or room.kind = any ($2))
     ${forUpdate ? "for no key update of room" : ""}`,
    [roomId, kinds],
  );
  return rows[0] ?? null;
}

/**
 * The status of a room at a time of the database's clock. A room is expired as soon as `expiresAt` has passed, even if the sweeper has
 * not moved it yet.
 */
export function statusOfRoom(
  room: Pick<RoomRecord, "trashedAt" | "trashReason" | "expiresAt">,
  now: Date,
): RoomStatus {
  if (room.trashedAt) return room.trashReason ?? "deleted";
  return room.expiresAt && room.expiresAt <= now ? "expired" : "open";
}
