import type pg from "pg";
import { isStorableText } from "@/lib/core/text";
import type { ExpiryKind, TrashReason } from "./room";

/** A room as the dashboard shows it, with the rules of its space; without password, ratings and people. */
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
  /** Empty for every kind but match, as the document is; their counts are 0. */
  roomType: string;
  document: Record<string, unknown>;
  hasPassword: boolean;
  version: number;
  storedAt: Date;
  touchedAt: Date;
  lastActivityAt: Date;
  ratingCount: number;
  likeCount: number;
  matchCount: number;
  peopleCount: number;
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
  /** Quiet days of the space's rule; null keeps rooms for ever. */
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
  r.touched_at as "touchedAt", r.last_activity_at as "lastActivityAt", coalesce(r.rating_count, 0) as "ratingCount",
  coalesce(r.like_count, 0) as "likeCount", coalesce(r.match_count, 0) as "matchCount", r.people_count as "peopleCount",
  r.expiry_kind as "expiryKind", r.idle_days as "idleDays", r.keep_until as "keepUntil",
  r.expires_at as "expiresAt", r.locked_at as "lockedAt", r.locked_by as "lockedBy",
  r.lock_reason as "lockReason", r.trashed_at as "trashedAt", r.trashed_by as "trashedBy",
  r.trash_reason as "trashReason", r.purge_at as "purgeAt", s.idle_days as "spaceIdleDays",
  s.trash_days as "trashDays", s.warn_days as "warnDays"`;

/**
 * Reads one room by its id through `db`, and locks its row if asked to; null if there is none of the given kinds. When `kinds` is null,
 * every kind counts.
 */
export async function readRoomRecord(
  db: pg.Pool | pg.PoolClient,
  roomId: string,
  { kinds, hold }: { kinds: readonly string[] | null; hold?: boolean },
): Promise<RoomRecord | null> {
  if (!isStorableText(roomId)) return null;
  const { rows } = await db.query<RoomRecord>(
    `select ${ROOM_RECORD_COLUMNS} from room r join space s on s.id = r.space_id where r.id = $1 and ($2::text[] is null or r.kind = any ($2))
     ${hold ? "for no key update of r" : ""}`,
    [roomId, kinds],
  );
  return rows[0] ?? null;
}

/** What a room is at a moment of the database's clock: expired as soon as its time is up, swept or not. */
export function statusOfRoom(
  room: Pick<RoomRecord, "trashedAt" | "trashReason" | "expiresAt">,
  now: Date,
): RoomStatus {
  if (room.trashedAt) return room.trashReason ?? "deleted";
  return room.expiresAt && room.expiresAt <= now ? "expired" : "open";
}
