import sql from "sql-template-tag";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { roomsWhere } from "@/lib/rooms/rooms-where";
import type { Context } from "@/lib/runtime/context";
import type { FilmName } from "./film-title";

/** A recent match. */
export interface FreshMatch extends FilmName {
  roomId: string;
  roomName: string;
  genres: string[];
  posterUrl: string | null;
  matchedAt: Date;
  /** In a solo room, the person whose match it is; otherwise empty. */
  userName: string;
}

/** Lists the newest matches of the last `days` days in the actor's open rooms or, if an admin asks for them, in everyone's. */
export async function listFreshMatches(
  ctx: Context,
  input: { whose: RoomsFilter["whose"]; days: number; limit: number },
): Promise<FreshMatch[]> {
  const where = roomsWhere(ctx, RoomsFilter.parse({ whose: input.whose }));
  const now = sql`(extract(epoch from now()) * 1000)::bigint`;
  const { rows } = await ctx.services.pool.query<FreshMatch>(
    sql`select match.room_id as "roomId", room.name as "roomName", match.media_id as "mediaId", media.title, media.year,
       coalesce(media.genres, '{}') as genres, coalesce('/api/posters/' || media.poster_id, media.poster_url) as "posterUrl",
       to_timestamp(match.matched_at_ms / 1000.0) as "matchedAt", match.user_name as "userName"
     from room_match match join room on room.space_id = match.space_id and room.id = match.room_id
     left join media on media.space_id = match.space_id and media.media_id = match.media_id
     where match.matched_at_ms > ${now} - ${input.days}::bigint * 86400000
       and match.matched_at_ms <= ${now} and ${where}
     order by match.matched_at_ms desc, match.room_id, match.media_id, match.user_name limit ${input.limit}`,
  );
  return rows;
}
