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
    sql`select m.room_id as "roomId", r.name as "roomName", m.media_id as "mediaId", f.title, f.year,
       coalesce(f.genres, '{}') as genres, f.poster_url as "posterUrl",
       to_timestamp(m.matched_at_ms / 1000.0) as "matchedAt", m.user_name as "userName"
     from room_match m join room r on r.space_id = m.space_id and r.id = m.room_id
     left join media f on f.space_id = m.space_id and f.media_id = m.media_id
     where m.matched_at_ms > ${now} - ${input.days}::bigint * 86400000
       and m.matched_at_ms <= ${now} and ${where}
     order by m.matched_at_ms desc, m.room_id, m.media_id, m.user_name limit ${input.limit}`,
  );
  return rows;
}
