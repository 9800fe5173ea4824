import { retryConflicts } from "@/lib/db/database-failure";
import type { Queryable } from "@/lib/db/queryable";
import type { RatingEntry, SerializedRoom } from "./room";
import type { RoomDocument } from "./split-room";

/*
 * SQL for match rooms. Each operation is one prepared statement on the pool that Prisma uses as well, because Prisma's own upsert and
 * createMany cost five to fourteen times as much (see DECISIONS.md). The functions in prisma/functions decide the result of a write. This
 * code does not check permissions; the verbs of lib/match do.
 */

/** Runs a statement again after a conflict, unless it is part of a transaction, which cannot continue after an error. */
export function retried<T>(db: Queryable, run: () => Promise<T>): Promise<T> {
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
  room.id, room.name, room.created_at, room.version, room.document, room.password_sealed, room.stored_at, room.updated_at,
  room.last_activity_at, room.expires_at, coalesce(room.expires_at <= now(), false) as expired,
  room.locked_at is not null as locked, room.trashed_at, room.trash_reason, room.purge_at,
  (select json_object_agg(film.media_id, film.entries order by film.first_ms, film.media_id) from (
    select rating.media_id, min(rating.rated_at_ms) as first_ms,
      json_agg(json_build_array(rating.user_name, rating.value, rating.rated_at_ms) order by rating.rated_at_ms, rating.user_name) as entries
    from room_rating rating where rating.space_id = room.space_id and rating.room_id = room.id and rating.value is not null
    group by rating.media_id) film) as ratings,
  (select json_object_agg(person.user_name, person.progress order by person.user_name) from room_person person
    where person.space_id = room.space_id and person.room_id = room.id and person.progress is not null) as user_progress`;

/** The room of that name that is not in the trash, though it may have expired; null when there is none. */
export async function readMatchRoom(
  db: Queryable,
  spaceId: string,
  name: string,
): Promise<StoredRoom | null> {
  const { rows } = await db.query<StoredRoom>({
    name: "read-room",
    text: `select ${STORED_ROOM_COLUMNS} from room
      where room.space_id = $1 and room.name = $2 and room.kind = 'match' and room.trashed_at is null`,
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
export async function readAbsence(
  db: Queryable,
  spaceId: string,
  name: string,
): Promise<string | null> {
  const { rows } = await db.query<{ reason: string | null }>({
    name: "read-absence",
    text: `select absence_reason($1, $2) as reason`,
    values: [spaceId, name],
  });
  return rows[0]?.reason ?? null;
}

/** A page of rooms in the trash, newest first; `before` is the last row of the page before. */
export async function readTrash(
  db: Queryable,
  query: { spaceId: string; limit: number; before?: { at: string; id: string } },
): Promise<(StoredRoom & { closed_at: Date })[]> {
  const { rows } = await db.query<StoredRoom & { closed_at: Date }>({
    name: "read-trash",
    text: `select ${STORED_ROOM_COLUMNS}, coalesce(room.trashed_at, room.expires_at) as closed_at from room
      where room.space_id = $1 and room.kind = 'match' and not is_open(room)
        and ($3::timestamptz is null or (coalesce(room.trashed_at, room.expires_at), room.id) < ($3, $4))
      order by coalesce(room.trashed_at, room.expires_at) desc, room.id desc limit $2`,
    values: [query.spaceId, query.limit, query.before?.at ?? null, query.before?.id ?? null],
  });
  return rows;
}
