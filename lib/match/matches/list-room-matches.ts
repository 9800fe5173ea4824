import type { FilmName } from "@/lib/match/film-title";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";

/** A film that the room agreed on. */
export interface MatchedFilm extends FilmName {
  posterUrl: string | null;
  genres: string[];
  /** The time of the like that completed the match, in milliseconds since 1970. */
  matchedAtMs: number;
  /** The people who like the film, in the order of their likes; in a solo room, the person whose match it is. */
  likers: string[];
}

/**
 * Lists the matches of a room, newest first. The room comes from `findRoom`.
 * @param input.userName in solo rooms: only the matches of this person
 */
export async function listRoomMatches(
  ctx: Context,
  input: { room: RoomRecord; limit: number; offset?: number; userName?: string },
): Promise<MatchedFilm[]> {
  const { room } = input;
  requireRoomAction(ctx.actor, "see", room);
  const { rows } = await ctx.services.pool.query<MatchedFilm>(
    `with shown as (
       select media_id, user_name, matched_at_ms from room_match
       where space_id = $1 and room_id = $2 and ($5::text is null or user_name = $5)
       order by matched_at_ms desc, media_id collate "C", user_name collate "C" limit $3 offset $4
     ), likers as (
       select r.media_id, array_agg(r.user_name order by r.rated_at_ms, r.user_name) as names
       from room_rating r
       where r.space_id = $1 and r.room_id = $2 and r.value = 'like'
         and r.media_id in (select media_id from shown) group by r.media_id
     )
     select s.media_id as "mediaId", m.title, m.year, m.poster_url as "posterUrl",
       coalesce(m.genres, '{}') as genres, s.matched_at_ms::float8 as "matchedAtMs",
       case when s.user_name <> '' then array[s.user_name] else l.names end as likers
     from shown s left join likers l using (media_id)
     left join media m on m.space_id = $1 and m.media_id = s.media_id
     order by s.matched_at_ms desc, s.media_id collate "C", s.user_name collate "C"`,
    [room.spaceId, room.id, input.limit, input.offset ?? 0, input.userName ?? null],
  );
  return rows;
}
