import type pg from "pg";
import { retryConflicts } from "@/lib/db/database-failure";
import type { RatingEntry, SerializedRoom } from "./room";
import type { RoomDocument } from "./split-room";

/*
 * SQL for match rooms. Each operation is one prepared statement on the pool that Prisma uses as well, because Prisma's own upsert and
 * createMany cost five to fourteen times as much (see DECISIONS.md). The functions in prisma/functions decide the result of a write. This
 * code does not check permissions; the verbs of lib/match do.
 */

/** Anything that runs one statement: the pool, or the client of an open transaction. */
export type Db = Pick<pg.Pool | pg.PoolClient, "query">;

/** Runs a statement again after a conflict, unless it is part of a transaction, which cannot continue after an error. */
export function retried<T>(db: Db, run: () => Promise<T>): Promise<T> {
  return "totalCount" in db ? retryConflicts(run) : run();
}

/** The creation time that identifies an incarnation, in UTC. */
export function incarnationOf(createdAt: string): string {
  return new Date(createdAt).toISOString();
}

/** An open, expired or trashed room with its whole document. */
export interface StoredRoom {
  id: string;
  name: string;
  created_at: Date;
  version: number;
  document: RoomDocument;
  password_sealed: string | null;
  ratings: Record<string, RatingEntry[]> | null;
  user_progress: Record<string, number> | null;
  stored_at: Date;
  updated_at: Date;
  last_activity_at: Date;
  expires_at: Date | null;
  expired: boolean;
  locked: boolean;
  trashed_at: Date | null;
  trash_reason: string | null;
  purge_at: Date | null;
}

/** The columns of a StoredRoom, from `room r`. Ratings are aggregated to JSON by the database, films in order of first rating. */
export const STORED_ROOM_COLUMNS = `
  r.id, r.name, r.created_at, r.version, r.document, r.password_sealed, r.stored_at, r.updated_at,
  r.last_activity_at, r.expires_at, coalesce(r.expires_at <= now(), false) as expired,
  r.locked_at is not null as locked, r.trashed_at, r.trash_reason, r.purge_at,
  (select json_object_agg(f.media_id, f.entries order by f.first_ms, f.media_id) from (
    select x.media_id, min(x.rated_at_ms) as first_ms,
      json_agg(json_build_array(x.user_name, x.value, x.rated_at_ms) order by x.rated_at_ms, x.user_name) as entries
    from room_rating x where x.space_id = r.space_id and x.room_id = r.id and x.value is not null
    group by x.media_id) f) as ratings,
  (select json_object_agg(p.user_name, p.progress order by p.user_name) from room_person p
    where p.space_id = r.space_id and p.room_id = r.id and p.progress is not null) as user_progress`;

/** The room of that name that is not in the trash, though it may have expired; null when there is none. */
export async function readMatchRoom(
  db: Db,
  spaceId: string,
  name: string,
): Promise<StoredRoom | null> {
  const { rows } = await db.query<StoredRoom>({
    name: "read-room",
    text: `select ${STORED_ROOM_COLUMNS} from room r
      where r.space_id = $1 and r.name = $2 and r.kind = 'match' and r.trashed_at is null`,
    values: [spaceId, name],
  });
  return rows[0] ?? null;
}

/** The document as the game server saved it. `password` is the password in plain text, if the reader may see it. */
export function documentOf(stored: StoredRoom, password?: string): SerializedRoom {
  const room = {
    ...stored.document,
    ...(password === undefined ? {} : { password }),
    ratings: stored.ratings ?? {},
    userProgress: stored.user_progress ?? {},
  };
  return room as SerializedRoom;
}

/** The place (see `SecretBox`) for which a room's password is sealed. */
export function passwordPlace(spaceId: string, name: string, createdAt: string | Date): string {
  return `room.password/${spaceId}/${name}/${new Date(createdAt).toISOString()}`;
}

/** Why no room of that name is open: expired, deleted, replaced or purged; null if there never was one. */
export async function readAbsence(db: Db, spaceId: string, name: string): Promise<string | null> {
  const { rows } = await db.query<{ reason: string | null }>({
    name: "read-absence",
    text: `select absence_reason($1, $2) as reason`,
    values: [spaceId, name],
  });
  return rows[0]?.reason ?? null;
}

/** A page of rooms in the trash, newest first; `before` is the last row of the page before. */
export async function readTrash(
  db: Db,
  query: { spaceId: string; limit: number; before?: { at: string; id: string } },
): Promise<(StoredRoom & { closed_at: Date })[]> {
  const { rows } = await db.query<StoredRoom & { closed_at: Date }>({
    name: "read-trash",
    text: `select ${STORED_ROOM_COLUMNS}, coalesce(r.trashed_at, r.expires_at) as closed_at from room r
      where r.space_id = $1 and r.kind = 'match' and not is_open(r)
        and ($3::timestamptz is null or (coalesce(r.trashed_at, r.expires_at), r.id) < ($3, $4))
      order by coalesce(r.trashed_at, r.expires_at) desc, r.id desc limit $2`,
    values: [query.spaceId, query.limit, query.before?.at ?? null, query.before?.id ?? null],
  });
  return rows;
}
