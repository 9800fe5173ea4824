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
       select rating.media_id, array_agg(rating.user_name order by rating.rated_at_ms, rating.user_name) as names
       from room_rating rating
       where rating.space_id = $1 and rating.room_id = $2 and rating.value = 'like'
         and rating.media_id in (select media_id from shown) group by rating.media_id
     )
     select shown.media_id as "mediaId", media.title, media.year, coalesce('/api/posters/' || media.poster_id, media.poster_url) as "posterUrl",
       coalesce(media.genres, '{}') as genres, shown.matched_at_ms::float8 as "matchedAtMs",
       case when shown.user_name <> '' then array[shown.user_name] else liker.names end as likers
     from shown left join likers liker using (media_id)
     left join media on media.space_id = $1 and media.media_id = shown.media_id
     order by shown.matched_at_ms desc, shown.media_id collate "C", shown.user_name collate "C"`,
    [room.spaceId, room.id, input.limit, input.offset ?? 0, input.userName ?? null],
  );
  return rows;
}
