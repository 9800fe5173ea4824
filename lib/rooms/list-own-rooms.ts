import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { z } from "zod";
import {
  type CursorKey,
  cursorId,
  cursorNumber,
  cursorText,
  decodeCursor,
  encodeCursor,
} from "@/lib/core/cursor";
import { LIMITS } from "@/lib/core/limits";
import { isMoment, momentOf } from "@/lib/core/moment";
import type { Context } from "@/lib/runtime/context";
import type { Services } from "@/lib/runtime/services";
import { kindLabel } from "./kind-label";
import { RATED_BEFORE_OPENING } from "./rated-before-opening";
import type { TrashReason } from "./room";
import type { RoomsFilter } from "./rooms-filter";
import { groupExpression, NAME_ORDER, orderExpressions } from "./rooms-order";
import { foundColumns, IS_USED, leavingCondition, roomsWhere } from "./rooms-where";

/** A room in the dashboard's list. */
export interface RoomLine {
  id: string;
  spaceId: string;
  spaceName: string;
  name: string;
  kind: string;
  /** What it is called by its kind; null while only one kind is served. */
  kindLabel: string | null;
  ownerId: string | null;
  creatorName: string;
  roomType: string;
  hasPassword: boolean;
  peopleCount: number;
  /** For other kinds than match, these two are 0. */
  ratingCount: number;
  matchCount: number;
  /** Whether anybody has used it since it was opened. */
  isUsed: boolean;
  createdAt: Date;
  /** The last write of a game server. */
  touchedAt: Date;
  /** The time of the newest rating, or of the opening if no rating is newer. */
  lastActivityAt: Date;
  /** Whether all its ratings are dated before its opening. */
  ratedBeforeOpening: boolean;
  expiresAt: Date | null;
  lockedAt: Date | null;
  /** The id of the person who locked it. */
  lockedBy: string | null;
  lockedByName: string | null;
  trashedAt: Date | null;
  trashReason: TrashReason | null;
  purgeAt: Date | null;
  /** Whether it has expired, even if the sweeper has not moved it yet. */
  isExpired: boolean;
  /** 0 for rooms in use now, 1 for rooms that expire this week, 2 for the rest. */
  group: 0 | 1 | 2;
  /** What a search found in the room if its name does not contain the text; otherwise null. */
  found: { by: "owner" | "film"; text: string } | null;
  /** Ratings in each of the last eight weeks, oldest first; null for rooms with too many ratings to count here. */
  weeks: number[] | null;
}

export interface RoomLines {
  items: RoomLine[];
  nextCursor: string | null;
  /** The database's time when the first page was read. */
  asOf: Date;
}

/** The contents of a cursor: when the first page was read, in milliseconds, and the sort values of the last row. */
const byNumber = z.tuple([z.int().refine(isMoment), cursorNumber, cursorId]);
const KEYS: Record<RoomsFilter["sort"], z.ZodType<readonly [number, ...string[]]>> = {
  need: z.tuple([z.int().refine(isMoment), cursorNumber, cursorNumber, cursorId]),
  name: z.tuple([z.int().refine(isMoment), cursorText(LIMITS.roomNameUnitsMax), cursorId]),
  last: byNumber,
  leaves: byNumber,
  opened: byNumber,
  ratings: byNumber,
  matches: byNumber,
};

const COUNTED_IN_PASSING_MAX = 5_000;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Lists one page of an actor's rooms (for an admin, everyone's), in one statement; with `isLeaving`, only rooms that expire within a
 * week. The page after a cursor starts after the last row of the page before, so no room appears twice or is missing because other rooms
 * were added, removed or changed meanwhile.
 */
export async function listOwnRooms(
  ctx: Context,
  input: { filter: RoomsFilter; cursor?: string; limit?: number; isLeaving?: boolean },
): Promise<RoomLines> {
  const { filter, cursor, limit = LIMITS.pageItemsDefault } = input;
  const purpose = `rooms ${JSON.stringify(filter)}`;
  const [asOfMs = null, ...key] = cursor ? decodeCursor(purpose, cursor, KEYS[filter.sort]) : [];
  const where = roomsWhere(ctx, filter);
  const since = asOfMs === null ? null : momentOf(asOfMs);
  const asOf = sql`coalesce(${since}::timestamptz, date_trunc('milliseconds', now()))`;
  const leaving = input.isLeaving ? sql` and ${leavingCondition(asOf)}` : empty;
  const order = orderExpressions(filter.sort, asOf);
  const after = afterCondition(order, key);
  const { rows } = await ctx.services.pool.query<Row>(
    sql`with page as (
       select room.*, (${groupExpression(asOf)})::int as "group", ${raw(IS_USED)} as "isUsed",
         array[${join(order.map((expression) => sql`(${expression})::text`))}] as key
       from room where ${where}${leaving}${after}
       order by ${join(order)} limit ${Math.min(limit, LIMITS.pageItemsMax) + 1}
     )
     select page.id, page.space_id as "spaceId", space.name as "spaceName", page.name, page.kind, page.owner_id as "ownerId",
       page.creator_name as "creatorName", coalesce(page.room_type, '') as "roomType",
       page.password_sealed is not null as "hasPassword", page.people_count as "peopleCount",
       coalesce(page.rating_count, 0) as "ratingCount", coalesce(page.match_count, 0) as "matchCount", page."isUsed",
       page.created_at as "createdAt", page.touched_at as "touchedAt",
       page.last_activity_at as "lastActivityAt", ${raw(RATED_BEFORE_OPENING)} as "ratedBeforeOpening", page.expires_at as "expiresAt", page.locked_at as "lockedAt",
       page.locked_by as "lockedBy", locker.name as "lockedByName", page.trashed_at as "trashedAt", page.trash_reason as "trashReason",
       page.purge_at as "purgeAt", page.expires_at is not null and page.expires_at <= now() as "isExpired",
       page."group", page.key, by_week.weeks, ${asOf} as "asOf", ${foundColumns("page", filter.q)}
     from page cross join lateral (select page.*) room join space on space.id = page.space_id left join person locker on locker.id = page.locked_by
     left join lateral (${weeksQuery(asOf)}) by_week on page.rating_count <= ${COUNTED_IN_PASSING_MAX}
     order by ${join(order.map((_, i) => keyColumn(i, order.length, filter.sort)))}`,
  );
  return toPage(ctx, rows, purpose, limit);
}

type Row = Omit<RoomLine, "found" | "kindLabel"> & {
  key: string[];
  asOf: Date;
  foundOwner: string | null;
  foundFilm: string | null;
};

function toPage({ services }: Context, rows: Row[], purpose: string, limit: number): RoomLines {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const asOf = last?.asOf ?? new Date(0);
  const nextCursor =
    last && rows.length > limit ? encodeCursor(purpose, [asOf.getTime(), ...last.key]) : null;
  return { items: items.map((row) => toLine(services, row)), nextCursor, asOf };
}

function toLine(
  services: Services,
  { key: _key, asOf: _asOf, foundOwner, foundFilm, ...line }: Row,
): RoomLine {
  const text = foundOwner ?? foundFilm;
  const by = foundOwner === null ? "film" : "owner";
  const found = text === null ? null : ({ by, text } as const);
  return { ...line, found, kindLabel: kindLabel(services, line.kind) };
}

/**
 * All sort values except a name and the id are numbers. The cursor contains them as text, and the query converts them back to numbers.
 */
function keyColumn(index: number, length: number, sort: RoomsFilter["sort"]): Sql {
  const isText = index === length - 1 || sort === "name";
  return raw(`page.key[${index + 1}]${isText ? "" : "::float8"}`);
}

function afterCondition(order: readonly Sql[], key: CursorKey): Sql {
  if (key.length !== order.length) return empty;
  const places = key.map((part, index) => {
    const isText = index === order.length - 1 || order[index] === NAME_ORDER;
    return isText ? sql`${part}::text` : sql`${part}::float8`;
  });
  return sql` and (${join(order)}) > (${join(places)})`;
}

function weeksQuery(asOf: Sql): Sql {
  const ago = sql`(extract(epoch from ${asOf}) * 1000 - rating.rated_at_ms) / ${WEEK_MS}`;
  return sql`select array_agg(coalesce(counted.n, 0) order by past.week desc) as weeks
    from generate_series(0, 7) past(week) left join (
      select floor(${ago})::int as week, count(*)::int as n from room_rating rating
      where rating.space_id = page.space_id and rating.room_id = page.id and rating.value is not null group by 1
    ) counted on counted.week = past.week`;
}
