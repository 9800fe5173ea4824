import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import { plexAddress } from "./film-address";
import type { ShortlistFilm } from "./shortlist-film";

interface FilmRow extends Omit<ShortlistFilm, "watched"> {
  watchedAt: Date | null;
  watchedBy: string | null;
  total: number;
}

/** The films of a room that somebody likes. */
export interface ShortlistFilms {
  /** At most `LIMITS.shortlistFilmsMax`: matches before other films, marked ones after all other matches, those with more likes first. */
  films: ShortlistFilm[];
  /** How many there are without that limit. */
  total: number;
}

/** Reads these films with one statement. The caller has checked who may see them. */
export async function readShortlistFilms(
  db: Queryable,
  room: { spaceId: string; id: string },
): Promise<ShortlistFilms> {
  const { rows } = await db.query<FilmRow>(
    `with liked as (
       select media_id, count(*) filter (where value = 'like') as likes,
         array_agg(user_name order by rated_at_ms, user_name collate "C") filter (where value = 'like') as likers,
         array_agg(user_name order by rated_at_ms, user_name collate "C") filter (where value <> 'like') as refusers,
         max(rated_at_ms) filter (where value = 'like') as liked_at_ms
       from room_rating where space_id = $1 and room_id = $2 and value is not null
       group by media_id having bool_or(value = 'like')
     ), matched as (
       select media_id, max(matched_at_ms) as matched_at_ms from room_match where space_id = $1 and room_id = $2 group by media_id
     ), shown as (
       select liked.*, matched.matched_at_ms, watched.watched_at, watched.watched_by, count(*) over ()::int as total
       from liked left join matched using (media_id)
       left join room_watched_film watched on watched.space_id = $1 and watched.room_id = $2 and watched.media_id = liked.media_id
       order by matched.matched_at_ms is null, watched.watched_at is not null, liked.likes desc,
         coalesce(matched.matched_at_ms, liked.liked_at_ms) desc, liked.media_id collate "C" limit $3
     )
     select shown.media_id as "mediaId", media.title, media.year,
       coalesce('/api/posters/' || media.poster_id, media.poster_url) as "posterUrl", media.link_url as "linkUrl",
       media.trailer_url as "trailerUrl",
       media.duration_ms as "durationMs", coalesce(media.genres, '{}') as genres, media.rating, media.summary,
       shown.likers, coalesce(shown.refusers, '{}') as refusers, shown.matched_at_ms::float8 as "matchedAtMs",
       shown.liked_at_ms::float8 as "likedAtMs", shown.watched_at as "watchedAt", shown.watched_by as "watchedBy",
       coalesce(media.is_seen, false) as "isSeen", shown.total
     from shown left join media on media.space_id = $1 and media.media_id = shown.media_id
     order by shown.matched_at_ms is null, shown.watched_at is not null, shown.likes desc,
       coalesce(shown.matched_at_ms, shown.liked_at_ms) desc, shown.media_id collate "C"`,
    [room.spaceId, room.id, LIMITS.shortlistFilmsMax],
  );
  return { films: rows.map(filmOf), total: rows[0]?.total ?? 0 };
}

function filmOf({ watchedAt, watchedBy, total, ...row }: FilmRow): ShortlistFilm {
  const watched = watchedAt && watchedBy !== null ? { at: watchedAt, by: watchedBy } : null;
  return { ...row, linkUrl: row.linkUrl ?? plexAddress(row.mediaId), watched };
}
