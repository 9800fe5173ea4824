import { LIMITS } from "@/lib/core/limits";
import { retryConflicts } from "@/lib/db/database-failure";
import type { Services } from "@/lib/runtime/services";
import { externalIdOf } from "./external-id";

/**
 * Writes what the Plex servers of a space say into its catalogue of films. A film is found by its guid; films that rooms know under a
 * legacy guid are found by the id in another catalogue. The oldest server that has a film names it. Title, year, genres and duration
 * are written when they are new or have changed on the server, so that a `PUT /media` after that stays until they change again.
 * @returns how many films of the catalogue changed
 */
export async function nameFilms(
  { pool, analyticsPool }: Pick<Services, "pool" | "analyticsPool">,
  spaceId: string,
): Promise<number> {
  const { rows } = await analyticsPool.query<{ mediaId: string }>(
    `select distinct media_id as "mediaId" from room_rating
     where space_id = $1 and media_id not like 'plex://%' limit $2`,
    [spaceId, LIMITS.plexLegacyIdsMax],
  );
  const legacy = rows
    .map(({ mediaId }) => ({ mediaId, externalId: externalIdOf(mediaId) }))
    .filter(({ externalId }) => externalId !== null);
  const { rowCount } = await retryConflicts(() =>
    pool.query(NAME, [
      spaceId,
      legacy.map(({ mediaId }) => mediaId),
      legacy.map(({ externalId }) => externalId),
    ]),
  );
  return rowCount ?? 0;
}

const NAME = `with known as (
    select guid as media_id, server_id, rating_key from plex_film where space_id = $1
    union
    select legacy.media_id, film.server_id, film.rating_key
    from unnest($2::text[], $3::text[]) as legacy(media_id, external_id)
    join (select server_id, rating_key, unnest(external_ids) as external_id from plex_film where space_id = $1) film
      on film.external_id = legacy.external_id
  ), ranked as (
    select known.media_id, film.*, bool_or(film.is_seen) over same as seen, min(film.added_at) over same as added,
      row_number() over (partition by known.media_id
        order by server.created_at, server.id, length(film.rating_key), film.rating_key) as place
    from known join plex_film film on film.server_id = known.server_id and film.rating_key = known.rating_key
    join plex_server server on server.id = film.server_id
    window same as (partition by known.media_id)
  )
  insert into media (space_id, media_id, title, year, genres, duration_ms, summary, rating, poster_id, added_at, is_seen,
    plex_facts)
  select $1, media_id, title, year, genres, duration_ms, summary, rating, poster_id, added, seen,
    md5(row(title, year, genres, duration_ms)::text)
  from ranked where place = 1 order by media_id collate "C"
  on conflict (space_id, media_id) do update set
    title = case when media.plex_facts is distinct from excluded.plex_facts then excluded.title else media.title end,
    year = case when media.plex_facts is distinct from excluded.plex_facts then coalesce(excluded.year, media.year) else media.year end,
    genres = case when media.plex_facts is distinct from excluded.plex_facts and excluded.genres <> '{}'
      then excluded.genres else media.genres end,
    duration_ms = case when media.plex_facts is distinct from excluded.plex_facts
      then coalesce(excluded.duration_ms, media.duration_ms) else media.duration_ms end,
    summary = excluded.summary, rating = excluded.rating, poster_id = coalesce(excluded.poster_id, media.poster_id),
    added_at = excluded.added_at, is_seen = excluded.is_seen, plex_facts = excluded.plex_facts, updated_at = now()
  where (media.plex_facts, media.summary, media.rating, media.added_at, media.is_seen, media.poster_id) is distinct from
    (excluded.plex_facts, excluded.summary, excluded.rating, excluded.added_at, excluded.is_seen,
      coalesce(excluded.poster_id, media.poster_id))`;
