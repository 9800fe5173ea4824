import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { z } from "zod";
import { containsValue } from "@/lib/core/contains-text";
import { cursorId, cursorText, decodeCursor, encodeCursor, timeCursorKey } from "@/lib/core/cursor";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import { replyOf } from "./get-room";
import { type MetadataRow, metadataOf } from "./room-metadata";
import type { RoomListReply, RoomSummary } from "./room-reply";
import { STORED_ROOM_COLUMNS, type StoredRoom } from "./rooms-sql";

export interface RoomListQuery {
  /** The creator's Plex id. */
  owner?: string;
  type?: string;
  /** Part of the room's or the creator's name; case and accents are ignored. */
  q?: string;
  sort: "lastActivity" | "createdAt" | "name";
  view: "summary" | "document";
  limit: number;
  cursor?: string;
  total: boolean;
}

/** The statement of a page orders by `order` and continues at the row that `beyond` compares with. */
const SORTS: Record<RoomListQuery["sort"], { order: Sql; beyond(value: string, id: string): Sql }> =
  {
    lastActivity: {
      order: sql`room.last_activity_at desc, room.id desc`,
      beyond: (value, id) => sql`(room.last_activity_at, room.id) < (${value}::timestamptz, ${id})`,
    },
    createdAt: {
      order: sql`room.created_at desc, room.id desc`,
      beyond: (value, id) => sql`(room.created_at, room.id) < (${value}::timestamptz, ${id})`,
    },
    name: {
      order: sql`room.name asc, room.id asc`,
      beyond: (value, id) => sql`(room.name, room.id) > (${value}::text, ${id})`,
    },
  };

const SUMMARY_COLUMNS = `
  room.id, room.name, room.created_at, room.version, room.creator_id, room.creator_name, room.room_type,
  room.password_sealed is not null as has_password, room.rating_count, room.like_count, room.match_count, room.people_count,
  room.stored_at, room.updated_at, room.last_activity_at, room.expires_at, false as expired,
  room.locked_at is not null as locked, room.trash_reason`;

interface SummaryRow extends MetadataRow {
  name: string;
  created_at: Date;
  creator_id: string;
  creator_name: string;
  room_type: string;
  has_password: boolean;
  rating_count: number;
  like_count: number;
  match_count: number;
  people_count: number;
}

/** Lists one page of the open rooms of the token's space. It uses keyset pagination, so the last page costs as much as the first. */
export async function listSpaceRooms(ctx: Context, query: RoomListQuery): Promise<RoomListReply> {
  const spaceId = requireScope(ctx.actor, "rooms:read");
  const { owner = null, type = null, q } = query;
  const purpose = JSON.stringify(["rooms", query.sort, owner, type, q ?? null]);
  const after = query.cursor === undefined ? null : keyOf(purpose, query.cursor, query.sort);
  const filters = { spaceId, owner, type, search: q ?? null };
  const [rows, counted] = await Promise.all([
    readPage(ctx, spaceId, { query, filters, after }),
    query.total ? countRooms(ctx, filters) : undefined,
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const reply: RoomListReply = {
    items: page.map(({ item }) => item),
    nextCursor:
      last && rows.length > query.limit
        ? encodeCursor(purpose, [sortValueOf(last.row, query.sort), last.row.id])
        : null,
  };
  if (counted !== undefined) {
    reply.total = Math.min(counted, LIMITS.countedRowsMax);
    reply.totalIsCapped = counted > LIMITS.countedRowsMax;
  }
  return reply;
}

interface Filters {
  spaceId: string;
  owner: string | null;
  type: string | null;
  search: string | null;
}

interface PageAsked {
  query: RoomListQuery;
  filters: Filters;
  after: readonly [value: string, id: string] | null;
}

interface PageLine {
  row: StoredRoom | SummaryRow;
  item: RoomListReply["items"][number];
}

async function readPage(ctx: Context, spaceId: string, asked: PageAsked): Promise<PageLine[]> {
  const { pool } = ctx.services;
  const page = pageOf(asked);
  if (asked.query.view === "document") {
    const { rows } = await pool.query<StoredRoom>(sql`select ${raw(STORED_ROOM_COLUMNS)} ${page}`);
    return rows.map((row) => ({ row, item: replyOf(ctx, spaceId, row) }));
  }
  const { rows } = await pool.query<SummaryRow>(sql`select ${raw(SUMMARY_COLUMNS)} ${page}`);
  return rows.map((row) => ({ row, item: summaryOf(row) }));
}

/** The statement of a page, starting with `from`. */
function pageOf({ query, filters, after }: PageAsked): Sql {
  const { order, beyond } = SORTS[query.sort];
  const rest = after ? sql` and ${beyond(...after)}` : empty;
  return sql`from room where ${conditionOf(filters)}${rest} order by ${order} limit ${query.limit + 1}`;
}

/** The SQL condition for the open rooms that match the filters. */
function conditionOf({ spaceId, owner, type, search }: Filters): Sql {
  const conditions = [sql`room.space_id = ${spaceId} and room.kind = 'match' and is_open(room)`];
  if (owner !== null) conditions.push(sql`room.owner_id = ${owner}`);
  if (type !== null) conditions.push(sql`room.room_type = ${type}`);
  if (search !== null) {
    conditions.push(
      sql`(${containsValue("room.name", search)} or ${containsValue("room.creator_name", search)})`,
    );
  }
  return join(conditions, " and ");
}

async function countRooms(ctx: Context, filters: Filters): Promise<number> {
  const { rows } = await ctx.services.pool.query<{ n: number }>(
    sql`select count(*)::int as n from (
      select 1 from room where ${conditionOf(filters)} limit ${LIMITS.countedRowsMax + 1}) counted`,
  );
  return rows[0]?.n ?? 0;
}

const nameKey = z.tuple([cursorText(LIMITS.roomNameUnitsMax), cursorId]);

function keyOf(purpose: string, cursor: string, sort: RoomListQuery["sort"]) {
  return decodeCursor(purpose, cursor, sort === "name" ? nameKey : timeCursorKey);
}

function sortValueOf(row: PageLine["row"], sort: RoomListQuery["sort"]): string {
  if (sort === "name") return row.name;
  return (sort === "createdAt" ? row.created_at : row.last_activity_at).toISOString();
}

function summaryOf(row: SummaryRow): RoomSummary {
  return {
    roomName: row.name,
    roomType: row.room_type,
    createdAt: row.created_at.toISOString(),
    creatorPlexUserId: row.creator_id,
    creatorPlexUsername: row.creator_name,
    hasPassword: row.has_password,
    ratingCount: row.rating_count,
    likeCount: row.like_count,
    matchCount: row.match_count,
    peopleCount: row.people_count,
    _metadata: metadataOf(row),
  };
}
