import { decodeCursor, encodeCursor, timeCursorKey } from "@/lib/core/cursor";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { kindLabel } from "./kind-label";
import { ROOM_RECORD_COLUMNS, type RoomRecord } from "./room-record";

/** A room in the trash, with the names of the people and rooms that its row refers to. */
export interface TrashItem extends RoomRecord {
  /** When it was moved to the trash, or when it expired if the sweeper has not moved it yet. */
  closedAt: Date;
  /** What it is called by its kind; null while only one kind is served. */
  kindLabel: string | null;
  /** When it will be purged. */
  purgeDueAt: Date;
  trashedByName: string | null;
  /** Who opened the next room of its name; null when there is none. */
  successorName: string | null;
  /** The open room that has the same name now. */
  nameTakenBy: { id: string; ownerId: string | null; creatorName: string } | null;
}

export interface TrashPage {
  items: TrashItem[];
  nextCursor: string | null;
  /** The database's clock. */
  now: Date;
  total: number;
  /** The kinds of these rooms. */
  kinds: string[];
  /** The number of owners of these rooms. */
  owners: number;
  ratings: number;
}

/**
 * Lists the rooms in the trash, newest first: an owner's own rooms, for an admin everybody's. Includes expired rooms that the sweeper has
 * not moved yet. Throws `invalid_request` for a cursor of another list.
 */
export async function listTrash(
  ctx: Context,
  input: { cursor?: string; limit?: number } = {},
): Promise<TrashPage> {
  const ownerId = trashOwnerOf(ctx);
  const purpose = `trash/${ownerId ?? ""}`;
  const limit = Math.min(input.limit ?? LIMITS.pageItemsDefault, LIMITS.pageItemsMax);
  const [closedAt, id] = input.cursor ? decodeCursor(purpose, input.cursor, timeCursorKey) : [];
  const { pool, kinds } = ctx.services;
  const [page, sums] = await Promise.all([
    pool.query<Omit<TrashItem, "kindLabel">>(
      `with trash as (
         select space_id, id, coalesce(trashed_at, expires_at) as closed_at from room
         where not is_open(room) and kind = any ($5) and ($1::text is null or owner_id = $1)
       )
       select ${ROOM_RECORD_COLUMNS}, trash.closed_at as "closedAt",
         coalesce(room.purge_at, trash.closed_at + make_interval(days => space.trash_days)) as "purgeDueAt",
         (select name from person where id = room.trashed_by) as "trashedByName",
         (select other.creator_name from room other where other.space_id = room.space_id and other.kind = 'match' and room.kind = 'match'
           and other.name = room.name and other.created_at > room.created_at order by other.created_at limit 1) as "successorName",
         (select json_build_object('id', other.id, 'ownerId', other.owner_id, 'creatorName', other.creator_name)
           from room other where other.space_id = room.space_id and other.kind = 'match' and room.kind = 'match' and other.name = room.name
           and other.trashed_at is null and other.id <> room.id) as "nameTakenBy"
       from trash join room using (space_id, id) join space on space.id = room.space_id
       where $2::timestamptz is null or (trash.closed_at, room.id collate "C") < ($2, $3)
       order by trash.closed_at desc, room.id collate "C" desc limit $4`,
      [ownerId, closedAt ?? null, id ?? null, limit + 1, kinds],
    ),
    pool.query<Pick<TrashPage, "now" | "total" | "kinds" | "owners" | "ratings">>(
      `select clock_timestamp() as now, count(*)::int as total, coalesce(array_agg(distinct kind), '{}') as kinds,
         count(distinct owner_id)::int as owners, coalesce(sum(rating_count), 0)::int as ratings
       from room where not is_open(room) and kind = any ($2) and ($1::text is null or owner_id = $1)`,
      [ownerId, kinds],
    ),
  ]);
  const items = page.rows
    .slice(0, limit)
    .map((room) => ({ ...room, kindLabel: kindLabel(ctx.services, room.kind) }));
  const last = page.rows.length > limit ? items.at(-1) : undefined;
  const [sum] = sums.rows;
  if (!sum) throw new Error("The count returned no row.");
  const nextCursor = last ? encodeCursor(purpose, [last.closedAt.toISOString(), last.id]) : null;
  return { items, nextCursor, ...sum };
}

/** The ids of the rooms in the actor's trash, at most as many as one bulk change may contain. */
export async function listTrashIds(ctx: Context): Promise<string[]> {
  const { rows } = await ctx.services.pool.query<{ id: string }>(
    `select id from room where not is_open(room) and kind = any ($3)
       and ($1::text is null or owner_id = $1) order by id limit $2`,
    [trashOwnerOf(ctx), LIMITS.bulkRoomsMax, ctx.services.kinds],
  );
  return rows.map((row) => row.id);
}

/** Whose rooms are listed: null is everybody's. */
function trashOwnerOf({ actor }: Context): string | null {
  if (actor.kind !== "person") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not manage rooms here.");
  }
  return actor.role === "admin" ? null : actor.id;
}
