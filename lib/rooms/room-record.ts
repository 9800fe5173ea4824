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

/** The columns of a RoomRecord, from `room r join space s`. */
export const ROOM_RECORD_COLUMNS = `
  r.space_id as "spaceId", s.name as "spaceName", r.id, r.kind, r.name, r.created_at as "createdAt",
  r.owner_id as "ownerId", r.creator_id as "creatorId", r.creator_name as "creatorName",
  coalesce(r.room_type, '') as "roomType", coalesce(r.document, '{}') as document,
  r.password_sealed is not null as "hasPassword", r.version, r.stored_at as "storedAt",
  r.touched_at as "touchedAt", r.last_activity_at as "lastActivityAt",
  ${RATED_BEFORE_OPENING} as "ratedBeforeOpening", coalesce(r.rating_count, 0) as "ratingCount",
  coalesce(r.like_count, 0) as "likeCount", coalesce(r.match_count, 0) as "matchCount", r.people_count as "peopleCount",
  ${IS_USED} as "isUsed",
  r.expiry_kind as "expiryKind", r.idle_days as "idleDays", r.keep_until as "keepUntil",
  r.expires_at as "expiresAt", r.locked_at as "lockedAt", r.locked_by as "lockedBy",
  r.lock_reason as "lockReason", r.trashed_at as "trashedAt", r.trashed_by as "trashedBy",
  r.trash_reason as "trashReason", r.purge_at as "purgeAt", s.idle_days as "spaceIdleDays",
  s.trash_days as "trashDays", s.warn_days as "warnDays"`;

/** Reads one room by its id; null if there is none of the given kinds (`null` means all kinds). With `forUpdate` it also locks the row. */
export async function readRoomRecord(
  db: pg.Pool | pg.PoolClient,
  roomId: string,
  { kinds, forUpdate }: { kinds: readonly string[] | null; forUpdate?: boolean },
): Promise<RoomRecord | null> {
  if (!isStorableText(roomId)) return null;
  const { rows } = await db.query<RoomRecord>(
    `select ${ROOM_RECORD_COLUMNS} from room r join space s on s.id = r.space_id where r.id = $1 and ($2::text[] is null or r.kind = any ($2))
     ${forUpdate ? "for no key update of r" : ""}`,
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
