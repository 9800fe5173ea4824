import type { FilmName } from "@/lib/match/film-title";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import { MATCH_ENDS } from "./match-ends-sql";

/** What ended a match: a like became another answer, was taken back, somebody began to take part, or another type of room. */
export type EndReason = "changed" | "taken_back" | "company" | "room_type";

/** Why a match ended, and who did it: null where several people did, or nobody of the room. */
export interface EndCause {
  reason: EndReason;
  endedBy: string | null;
}

/** A film that a room agreed on and then no longer. */
export interface MatchEnd extends FilmName, EndCause {
  /** Whose match it was in a solo room; null where it was the group's. */
  userName: string | null;
  /** Milliseconds since 1970. */
  matchedAtMs: number;
  endedAtMs: number;
}

/**
 * The matches of a room that ended, newest end first. The room is one that `findRoom` gave.
 * @param input.userName in solo rooms: those of that person alone
 */
export async function listMatchEnds(
  ctx: Context,
  input: { room: RoomRecord; limit: number; userName?: string },
): Promise<MatchEnd[]> {
  const { room, limit, userName } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await ctx.services.pool.query<MatchEnd>(
    `with ends as (${MATCH_ENDS})
     select e.media_id as "mediaId", c.title, c.year, nullif(e.user_name, '') as "userName",
       e.matched_at_ms::float8 as "matchedAtMs", e.ended_at_ms::float8 as "endedAtMs", e.reason, e.ended_by as "endedBy"
     from ends e left join media c on c.space_id = $1 and c.media_id = e.media_id
     where $4::text is null or e.user_name in ('', $4)
     order by e.ended_at_ms desc, e.media_id collate "C", e.user_name collate "C" limit $3`,
    [room.spaceId, room.id, limit, userName ?? null],
  );
  return rows;
}
