import { z } from "zod";
import { containsText } from "@/lib/core/contains-text";
import { cursorMs, cursorText, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { LIMITS } from "@/lib/core/limits";
import { isTooLong, searchText } from "@/lib/core/search-text";
import type { FilmName } from "@/lib/match/film-title";
import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";

/** One person's rating of one film. */
export interface RoomRating extends FilmName {
  userName: string;
  /** "like", "dislike", or another word that the game server sent. */
  value: string;
  ratedAtMs: number;
}

export interface RatingFilter {
  /** Part of the title or of the media id. */
  film?: string;
  /** The person's whole name. */
  userName?: string;
  value?: "like" | "dislike";
}

export interface RatingPage {
  items: RoomRating[];
  nextCursor: string | null;
}

const RATING_KEY = z.tuple([
  cursorMs,
  cursorText(LIMITS.mediaIdUnitsMax),
  cursorText(LIMITS.userNameUnitsMax),
]);

/**
 * Lists one page of the ratings of a room, newest first. The room comes from `findRoom`. Throws `invalid_request` for a cursor of another
 * list.
 */
export async function listRoomRatings(
  ctx: Context,
  input: { room: RoomRecord; filter: RatingFilter; cursor?: string; limit?: number },
): Promise<RatingPage> {
  const { room, filter } = input;
  requireRoomAction(ctx.actor, "see", room);
  const limit = Math.min(input.limit ?? LIMITS.pageItemsDefault, LIMITS.pageItemsMax);
  const film = searchText(filter.film ?? "") || null;
  const purpose = JSON.stringify(["ratings", room.id, film, filter.userName, filter.value]);
  const [atMs, mediaId, userName] = input.cursor
    ? decodeCursor(purpose, input.cursor, RATING_KEY)
    : [];
  const { rows } = await ctx.services.pool.query<RoomRating>(
    `select rating.media_id as "mediaId", media.title, media.year, rating.user_name as "userName", rating.value,
       rating.rated_at_ms::float8 as "ratedAtMs"
     from room_rating rating left join media on media.space_id = rating.space_id and media.media_id = rating.media_id
     where rating.space_id = $1 and rating.room_id = $2 and rating.value is not null
       and ($3::text is null or (${film !== null && isTooLong(film) ? "false" : containsText("coalesce(media.title, rating.media_id)", "$3")}))
       and ($4::text is null or rating.user_name = $4) and ($5::text is null or rating.value = $5)
       and ($6::bigint is null or rating.rated_at_ms < $6 or (rating.rated_at_ms = $6
         and (rating.media_id collate "C", rating.user_name collate "C") > ($7, $8)))
     order by rating.rated_at_ms desc, rating.media_id collate "C", rating.user_name collate "C" limit $9`,
    [
      ...[room.spaceId, room.id, film, filter.userName ?? null, filter.value ?? null],
      ...[atMs ?? null, mediaId ?? null, userName ?? null, limit + 1],
    ],
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last
    ? encodeCursor(purpose, [last.ratedAtMs, last.mediaId, last.userName])
    : null;
  return { items, nextCursor };
}
