import type { FilmName } from "@/lib/match/film-title";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import { MATCH_ENDS } from "./match-ends-sql";

/** Why a match ended: a like was changed, a like was taken back, another person joined, or the type of the room changed. */
export type EndReason = "changed" | "taken_back" | "company" | "room_type";

/** Why a match ended and who caused it; `endedBy` is null if several people did, or nobody in the room. */
export interface EndCause {
  reason: EndReason;
  endedBy: string | null;
}

/** A match that ended. */
export interface MatchEnd extends FilmName, EndCause {
  /** In a solo room, the person whose match it was; null in other rooms. */
  userName: string | null;
  /** Milliseconds since 1970. */
  matchedAtMs: number;
  endedAtMs: number;
}

/**
 * Lists the ended matches of a room, newest end first. The room comes from `findRoom`.
 * @param input.userName in solo rooms: only the matches of this person
 */
export async function listMatchEnds(
  ctx: Context,
  input: { room: RoomRecord; limit: number; userName?: string },
): Promise<MatchEnd[]> {
  const { room, limit, userName } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await ctx.services.pool.query<MatchEnd>(
    `with ends as (${MATCH_ENDS})
     select ended.media_id as "mediaId", media.title, media.year, nullif(ended.user_name, '') as "userName",
       ended.matched_at_ms::float8 as "matchedAtMs", ended.ended_at_ms::float8 as "endedAtMs", ended.reason, ended.ended_by as "endedBy"
     from ends ended left join media on media.space_id = $1 and media.media_id = ended.media_id
     where $4::text is null or ended.user_name in ('', $4)
     order by ended.ended_at_ms desc, ended.media_id collate "C", ended.user_name collate "C" limit $3`,
    [room.spaceId, room.id, limit, userName ?? null],
  );
  return rows;
}
