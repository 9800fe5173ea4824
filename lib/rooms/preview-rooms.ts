import sql, { raw } from "sql-template-tag";
import type { ErrorCode } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import type { BulkAction } from "./change-rooms";
import { refuseRoomAction } from "./room-policy";
import { ROOM_RECORD_COLUMNS, type RoomRecord, statusOfRoom } from "./room-record";
import { liveCondition } from "./rooms-where";

/** What a bulk change would do, for the confirmation page. */
export interface BulkPreview {
  would: number;
  /** The kinds of the rooms that would be changed. */
  kinds: string[];
  /** How many rooms would be refused, by code. */
  refused: { code: ErrorCode; count: number }[];
  ratings: number;
  matches: number;
  /** How many of the rooms that would be changed are in use now. */
  inUse: number;
}

/** Counts what `changeRooms` would do to these rooms. It changes nothing. */
export async function previewRooms(
  ctx: Context,
  input: { action: BulkAction; roomIds: readonly string[] },
): Promise<BulkPreview> {
  const roomIds = [...new Set(input.roomIds)];
  const { rows } = await ctx.services.pool.query<PreviewedRoom & { inUse: boolean }>(
    sql`select ${raw(ROOM_RECORD_COLUMNS)}, now() as now, ${liveCondition()} as "inUse", room.kind = 'match' and exists (
       select from room other where other.space_id = room.space_id and other.kind = 'match' and other.name = room.name
         and other.trashed_at is null and other.id <> room.id) as taken
     from room join space on space.id = room.space_id where room.id = any (${roomIds}) and room.kind = any (${ctx.services.kinds})`,
  );
  const counts = new Map<ErrorCode, number>();
  const refuse = (code: ErrorCode, count = 1) => counts.set(code, (counts.get(code) ?? 0) + count);
  const kinds = new Set<string>();
  const sum = { would: 0, ratings: 0, matches: 0, inUse: 0 };
  for (const room of rows) {
    const code = refusalOf(ctx, input.action, room);
    if (code) {
      refuse(code);
      continue;
    }
    sum.would += 1;
    kinds.add(room.kind);
    sum.ratings += room.ratingCount;
    sum.matches += room.matchCount;
    if (room.inUse) sum.inUse += 1;
  }
  if (rows.length < roomIds.length) refuse("not_found", roomIds.length - rows.length);
  return {
    ...sum,
    kinds: [...kinds],
    refused: [...counts].map(([code, count]) => ({ code, count })),
  };
}

type PreviewedRoom = RoomRecord & { now: Date; taken: boolean };

function refusalOf(ctx: Context, action: BulkAction, room: PreviewedRoom): ErrorCode | null {
  const refused = refuseRoomAction(ctx.actor, action, room);
  if (refused) return refused.code;
  const isOpen = statusOfRoom(room, room.now) === "open";
  if (action === "restore") return isOpen ? "conflict" : room.taken ? "name_taken" : null;
  if (action === "purge") return isOpen ? "conflict" : null;
  if (action === "delete") return room.trashedAt ? "conflict" : null;
  if (!isOpen) return "gone";
  return action === "extend" && !room.expiresAt ? "conflict" : null;
}
