import type pg from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Actor, Context } from "@/lib/core/context";
import { retryConflicts } from "@/lib/core/database-failure";
import { newId } from "@/lib/core/ids";
import type { RatingEntry, SerializedRoom } from "@/lib/rooms/room";
import { type RoomDocument, splitRatings, splitRoom } from "@/lib/rooms/split-room";
import { inTransaction } from "@/lib/wire/transaction";

/*
 * Match rooms as rows. Every operation is one prepared statement on the pool that Prisma shares, because Prisma's own upsert
 * and createMany cost five to fourteen times as much (see DECISIONS.md); what a write means is decided by the functions of
 * prisma/migrations. Nothing here checks who asks: the verbs of lib/rooms do.
 */

/** Anything that runs one statement: the pool, or the client of an open transaction. */
export type Db = Pick<pg.Pool | pg.PoolClient, "query">;

/** What became of a write. Times are null when nothing was written. */
export interface Written {
  verdict: "created" | "joined" | "gone" | "locked" | "future" | "stale" | "exists" | "not_found";
  /** Why it is gone or locked. */
  reason: string | null;
  room_id: string | null;
  version: number | null;
  changed: boolean | null;
  stored_at: Date | null;
  updated_at: Date | null;
  last_activity_at: Date | null;
  expires_at: Date | null;
}

export interface SaveCommand {
  spaceId: string;
  room: SerializedRoom;
  /** set: what `sealedPassword` says, null removes it. */
  passwordMode: "set" | "keep";
  sealedPassword: string | null;
  /** join is the merge rule; replace wants exactly `expected` to be stored; create wants none to be open. */
  mode: "join" | "replace" | "create";
  expected?: { id: string; version: number };
}

/** The moment that identifies an incarnation, as the database keeps it. */
export function incarnationOf(createdAt: string): string {
  return new Date(createdAt).toISOString();
}

const SAVE = `
  with saved as (
    select * from save_match_room($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
  ), noted as (
    insert into audit_entry (actor_kind, actor_id, actor_name, request_id, action, outcome, space_id, room_id, room_name, owner_id)
    select $20, $21, $22, $23, 'room.create', 'done', $1, room_id, $3, $5 from saved where verdict = 'created'
    union all
    select $20, $21, $22, $23, 'room.replace', 'done', $1, r.id, r.name, r.creator_id
    from saved join room r on r.space_id = $1 and r.id = saved.replaced_id
  )
  select * from saved`;

/** Saves a checked document; a creation or replacement is audited in the same statement. */
export async function saveMatchRoom(
  pool: Db,
  ctx: Context,
  command: SaveCommand,
): Promise<Written> {
  const { room } = command;
  const { document, ratings, progress } = splitRoom(room);
  const values = [
    command.spaceId,
    newId("rm"),
    room.roomName,
    incarnationOf(room.createdAt),
    String(room.creatorPlexUserId),
    room.creatorPlexUsername,
    room.roomType ?? "standard",
    JSON.stringify(document),
    command.sealedPassword,
    command.passwordMode,
    command.mode,
    command.expected?.id ?? null,
    command.expected?.version ?? null,
    ratings.mediaId,
    ratings.userName,
    ratings.value,
    ratings.atMs,
    progress.userName,
    progress.progress,
    ...actorColumns(ctx.actor),
    ctx.requestId,
  ];
  return one(pool, { name: "save-room", text: SAVE, values });
}

function actorColumns(actor: Actor): [kind: string, id: string | null, name: string] {
  if (actor.kind === "nobody") return ["system", null, "somebody"];
  return [actor.kind, "id" in actor ? actor.id : null, actor.name];
}

export interface AppendCommand {
  spaceId: string;
  name: string;
  /** Narrows it to one incarnation; absent means whichever is open. */
  createdAt?: string;
  ratings: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
}

const APPEND = "select * from append_ratings($1, $2, $3, $4, $5, $6, $7, $8, $9)";

export async function appendMatchRatings(pool: Db, command: AppendCommand): Promise<Written> {
  const ratings = splitRatings(command.ratings);
  const progress = Object.entries(command.userProgress ?? {});
  const values = [
    command.spaceId,
    command.name,
    command.createdAt === undefined ? null : incarnationOf(command.createdAt),
    ratings.mediaId,
    ratings.userName,
    ratings.value,
    ratings.atMs,
    progress.map(([userName]) => userName),
    progress.map(([, count]) => count),
  ];
  return one(pool, { name: "append-ratings", text: APPEND, values });
}

/** Takes one rating back: it keeps its row and time with the value null, so that late saves do not revive it. */
export async function takeBackMatchRating(
  pool: Db,
  command: { spaceId: string; name: string; mediaId: string; userName: string },
): Promise<Written> {
  const { spaceId, name, mediaId, userName } = command;
  const values = [spaceId, name, null, [mediaId], [userName], [null], [null], [], []];
  return one(pool, { name: "append-ratings", text: APPEND, values });
}

async function one(pool: Db, statement: pg.QueryConfig): Promise<Written> {
  const { rows } = await retryConflicts(() => pool.query<Written>(statement));
  const [row] = rows;
  if (!row) throw new Error("A write answered without a verdict.");
  return row;
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

/** The document as the game server knows it. `password` is the clear one, for those who may have it. */
export function documentOf(stored: StoredRoom, password?: string): SerializedRoom {
  const room = {
    ...stored.document,
    ...(password === undefined ? {} : { password }),
    ratings: stored.ratings ?? {},
    userProgress: stored.user_progress ?? {},
  };
  return room as SerializedRoom;
}

/** The row and column that a room's password is sealed for. */
export function passwordPlace(spaceId: string, name: string, createdAt: string | Date): string {
  return `room.password/${spaceId}/${name}/${new Date(createdAt).toISOString()}`;
}

/** Why no room of that name is open: expired, deleted, replaced or purged; null when there never was one. */
export async function readAbsence(db: Db, spaceId: string, name: string): Promise<string | null> {
  const { rows } = await db.query<{ reason: string | null }>({
    name: "read-absence",
    text: `select coalesce(
      (select case when r.trashed_at is null then 'expired' else r.trash_reason end from room r
        where r.space_id = $1 and r.name = $2 order by r.created_at desc limit 1),
      (select 'purged' from room_tombstone t where t.space_id = $1 and t.name = $2 limit 1)) as reason`,
    values: [spaceId, name],
  });
  return rows[0]?.reason ?? null;
}

/** What became of a move to the trash. */
export interface Trashing {
  id: string;
  /** Locked rooms stay where they are. */
  locked: boolean;
  lock_reason: string | null;
}

/**
 * Moves the room of that name to the trash, and audits it, in one statement. Null when none is open. One whose time was up
 * goes there as expired.
 */
export async function trashMatchRoom(
  pool: Db,
  ctx: Context,
  command: { spaceId: string; name: string },
): Promise<Trashing | null> {
  const { rows } = await retryConflicts(() =>
    pool.query<Trashing>({
      name: "trash-room",
      text: `
        with held as (
          select r.space_id, r.id, r.locked_at is not null as locked, r.lock_reason, s.trash_days
          from room r join space s on s.id = r.space_id
          where r.space_id = $1 and r.name = $2 and r.trashed_at is null for no key update of r
        ), moved as (
          update room r set trashed_at = clock_timestamp(), trashed_by = $4, version = r.version + 1,
            updated_at = clock_timestamp(),
            trash_reason = case when r.expires_at <= clock_timestamp() then 'expired' else 'deleted' end,
            purge_at = clock_timestamp() + make_interval(days => held.trash_days)
          from held where r.space_id = held.space_id and r.id = held.id and not held.locked
          returning r.id, r.name, r.creator_id
        ), noted as (
          insert into audit_entry (actor_kind, actor_id, actor_name, request_id, action, outcome, space_id, room_id,
            room_name, owner_id)
          select $3, $4, $5, $6, 'room.delete', 'done', $1, id, name, creator_id from moved
        )
        select id, locked, lock_reason from held`,
      values: [command.spaceId, command.name, ...actorColumns(ctx.actor), ctx.requestId],
    }),
  );
  return rows[0] ?? null;
}

/** A page of rooms in the trash, newest first; `before` is the last row of the page before. */
export async function readTrash(
  db: Db,
  query: { spaceId: string; limit: number; before?: { at: string; id: string } },
): Promise<(StoredRoom & { left_at: Date })[]> {
  const { rows } = await db.query<StoredRoom & { left_at: Date }>({
    name: "read-trash",
    text: `select ${STORED_ROOM_COLUMNS}, coalesce(r.trashed_at, r.expires_at) as left_at from room r
      where r.space_id = $1 and r.kind = 'match' and (r.trashed_at is not null or r.expires_at <= now())
        and ($3::timestamptz is null or (coalesce(r.trashed_at, r.expires_at), r.id) < ($3, $4))
      order by coalesce(r.trashed_at, r.expires_at) desc, r.id desc limit $2`,
    values: [query.spaceId, query.limit, query.before?.at ?? null, query.before?.id ?? null],
  });
  return rows;
}

interface Incarnation {
  spaceId: string;
  name: string;
  createdAt: string;
}

/** What became of an attempt to open a room of the trash again. */
export type Restoring = "restored" | "not_found" | "name_taken" | "locked";

/** Opens a trashed incarnation again, and audits it. One whose time was up gets a fresh quiet period of the house. */
export async function restoreMatchRoom(
  pool: pg.Pool,
  ctx: Context,
  which: Incarnation,
): Promise<Restoring> {
  return inTransaction(async (tx) => {
    const room = await holdTrashed(tx, which);
    if (!room) return "not_found";
    if (room.locked) return "locked";
    const { rowCount } = await tx.query(
      `select 1 from room where space_id = $1 and name = $2 and trashed_at is null and id <> $3`,
      [which.spaceId, which.name, room.id],
    );
    if (rowCount !== 0) return "name_taken";
    await tx.query(
      `update room r set trashed_at = null, trashed_by = null, trash_reason = null, purge_at = null,
         version = r.version + 1, updated_at = clock_timestamp(), touched_at = clock_timestamp(),
         expiry_kind = rule.kind,
         expires_at = next_expiry(rule.kind, r.idle_days, s.idle_days, r.keep_until, r.expires_at, clock_timestamp())
       from space s, (select id, case when expiry_kind = 'date' and expires_at <= clock_timestamp()
         then 'house' else expiry_kind end as kind from room where space_id = $1 and id = $2) rule
       where s.id = $1 and r.space_id = $1 and r.id = rule.id`,
      [which.spaceId, room.id],
    );
    await noteLife(tx, ctx, "room.restore", which, room);
    return "restored";
  }, pool);
}

/** Removes a trashed incarnation with all that hangs on it, leaves its tombstone and an audit row; false when there is none. */
export async function purgeMatchRoom(
  pool: pg.Pool,
  ctx: Context,
  which: Incarnation,
): Promise<boolean> {
  return inTransaction(async (tx) => {
    const room = await holdTrashed(tx, which);
    if (!room) return false;
    await tx.query(
      `insert into room_tombstone (space_id, name, created_at) values ($1, $2, $3)
       on conflict (space_id, name, created_at) do nothing`,
      [which.spaceId, which.name, incarnationOf(which.createdAt)],
    );
    await tx.query("delete from room where space_id = $1 and id = $2", [which.spaceId, room.id]);
    await noteLife(tx, ctx, "room.purge", which, room);
    return true;
  }, pool);
}

interface HeldRoom {
  id: string;
  creator_id: string;
  locked: boolean;
}

async function holdTrashed(tx: pg.PoolClient, which: Incarnation): Promise<HeldRoom | undefined> {
  await tx.query("select lock_room_name($1, $2)", [which.spaceId, which.name]);
  const { rows } = await tx.query<HeldRoom>(
    `select id, creator_id, locked_at is not null as locked from room
     where space_id = $1 and name = $2 and created_at = $3
       and (trashed_at is not null or expires_at <= clock_timestamp()) for update`,
    [which.spaceId, which.name, incarnationOf(which.createdAt)],
  );
  return rows[0];
}

function noteLife(
  tx: pg.PoolClient,
  ctx: Context,
  action: string,
  { spaceId, name }: Incarnation,
  room: HeldRoom,
): Promise<void> {
  const about = { spaceId, id: room.id, name, creatorId: room.creator_id };
  return recordAudit(tx, ctx, { action, outcome: "done", room: about });
}
