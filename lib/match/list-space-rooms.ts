import { z } from "zod";
import { containsText } from "@/lib/core/contains-text";
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

const SORTS = {
  lastActivity: { column: "r.last_activity_at", type: "timestamptz", direction: "desc" },
  createdAt: { column: "r.created_at", type: "timestamptz", direction: "desc" },
  name: { column: "r.name", type: "text", direction: "asc" },
} as const;

const SUMMARY_COLUMNS = `
  r.id, r.name, r.created_at, r.version, r.creator_id, r.creator_name, r.room_type,
  r.password_sealed is not null as has_password, r.rating_count, r.like_count, r.match_count, r.people_count,
  r.stored_at, r.updated_at, r.last_activity_at, r.expires_at, false as expired,
  r.locked_at is not null as locked, r.trash_reason`;

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
  after: readonly string[] | null;
}

interface PageLine {
  row: StoredRoom | SummaryRow;
  item: RoomListReply["items"][number];
}

async function readPage(ctx: Context, spaceId: string, asked: PageAsked): Promise<PageLine[]> {
  const { pool } = ctx.services;
  const { text, values } = pageOf(asked);
  if (asked.query.view === "document") {
    const { rows } = await pool.query<StoredRoom>(`select ${STORED_ROOM_COLUMNS} ${text}`, values);
    return rows.map((row) => ({ row, item: replyOf(ctx, spaceId, row) }));
  }
  const { rows } = await pool.query<SummaryRow>(`select ${SUMMARY_COLUMNS} ${text}`, values);
  return rows.map((row) => ({ row, item: summaryOf(row) }));
}

/** The statement of a page, starting with `from`. */
function pageOf({ query, filters, after }: PageAsked): { text: string; values: unknown[] } {
  const { column, type, direction } = SORTS[query.sort];
  const values: unknown[] = [];
  const conditions = conditionsOf(filters, values);
  if (after) {
    values.push(...after);
    const [value, id] = [`$${values.length - 1}::${type}`, `$${values.length}`];
    const beyond = direction === "desc" ? "<" : ">";
    conditions.push(`(${column}, r.id) ${beyond} (${value}, ${id})`);
  }
  values.push(query.limit + 1);
  const text = `from room r where ${conditions.join(" and ")}
    order by ${column} ${direction}, r.id ${direction} limit $${values.length}`;
  return { text, values };
}

/** The SQL conditions for the open rooms that match the filters. Adds their values to `values`. */
function conditionsOf({ spaceId, owner, type, search }: Filters, values: unknown[]): string[] {
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [`r.space_id = ${bind(spaceId)}`, "r.kind = 'match'", "is_open(r)"];
  if (owner !== null) conditions.push(`r.owner_id = ${bind(owner)}`);
  if (type !== null) conditions.push(`r.room_type = ${bind(type)}`);
  if (search !== null) {
    const place = bind(search);
    conditions.push(
      `(${containsText("r.name", place)} or ${containsText("r.creator_name", place)})`,
    );
  }
  return conditions;
}

async function countRooms(ctx: Context, filters: Filters): Promise<number> {
  const values: unknown[] = [];
  const conditions = conditionsOf(filters, values);
  values.push(LIMITS.countedRowsMax + 1);
  const { rows } = await ctx.services.pool.query<{ n: number }>(
    `select count(*)::int as n from (
       select 1 from room r where ${conditions.join(" and ")} limit $${values.length}) counted`,
    values,
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
