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
    select l.media_id, f.server_id, f.rating_key from unnest($2::text[], $3::text[]) as l(media_id, external_id)
    join (select server_id, rating_key, unnest(external_ids) as external_id from plex_film where space_id = $1) f
      on f.external_id = l.external_id
  ), ranked as (
    select k.media_id, f.*, bool_or(f.is_seen) over film as seen, min(f.added_at) over film as added,
      row_number() over (partition by k.media_id
        order by s.created_at, s.id, length(f.rating_key), f.rating_key) as place
    from known k join plex_film f on f.server_id = k.server_id and f.rating_key = k.rating_key
    join plex_server s on s.id = f.server_id
    window film as (partition by k.media_id)
  )
  insert into media as m (space_id, media_id, title, year, genres, duration_ms, summary, rating, poster_id, added_at, is_seen,
    plex_facts)
  select $1, media_id, title, year, genres, duration_ms, summary, rating, poster_id, added, seen,
    md5(row(title, year, genres, duration_ms)::text)
  from ranked where place = 1 order by media_id collate "C"
  on conflict (space_id, media_id) do update set
    title = case when m.plex_facts is distinct from excluded.plex_facts then excluded.title else m.title end,
    year = case when m.plex_facts is distinct from excluded.plex_facts then coalesce(excluded.year, m.year) else m.year end,
    genres = case when m.plex_facts is distinct from excluded.plex_facts and excluded.genres <> '{}'
      then excluded.genres else m.genres end,
    duration_ms = case when m.plex_facts is distinct from excluded.plex_facts
      then coalesce(excluded.duration_ms, m.duration_ms) else m.duration_ms end,
    summary = excluded.summary, rating = excluded.rating, poster_id = coalesce(excluded.poster_id, m.poster_id),
    added_at = excluded.added_at, is_seen = excluded.is_seen, plex_facts = excluded.plex_facts, updated_at = now()
  where (m.plex_facts, m.summary, m.rating, m.added_at, m.is_seen, m.poster_id) is distinct from
    (excluded.plex_facts, excluded.summary, excluded.rating, excluded.added_at, excluded.is_seen,
      coalesce(excluded.poster_id, m.poster_id))`;
