import type { Pool } from "pg";
import { retryConflicts } from "@/lib/db/database-failure";
import type { Media } from "./media-schema";

/**
 * Writes films to the catalogue of a space and replaces existing ones. If two items have the same id, the later one is stored. What Plex
 * servers alone know, such as the poster, stays.
 * @returns how many films were written
 */
export async function storeMedia(
  pool: Pool,
  spaceId: string,
  given: readonly Media[],
): Promise<number> {
  // Sorted by id, so that concurrent writers lock the rows in the same order and cannot deadlock.
  const byId = new Map(given.map((item) => [item.mediaId, item]));
  const items = [...byId.values()].sort((a, b) => (a.mediaId < b.mediaId ? -1 : 1));
  const { rowCount } = await retryConflicts(() =>
    pool.query({
      name: "put-media",
      text: `insert into media (space_id, media_id, title, year, poster_url, genres, link_url, duration_ms, trailer_url)
        select $1, given.media_id, given.title, given.year, given.poster_url,
          array(select jsonb_array_elements_text(given.genres)), given.link_url, given.duration_ms, given.trailer_url
        from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::jsonb[], $7::text[], $8::int[], $9::text[])
          as given(media_id, title, year, poster_url, genres, link_url, duration_ms, trailer_url)
        on conflict (space_id, media_id) do update set title = excluded.title, year = excluded.year,
          poster_url = excluded.poster_url, genres = excluded.genres, link_url = excluded.link_url,
          duration_ms = excluded.duration_ms, trailer_url = excluded.trailer_url, updated_at = now()`,
      values: [
        spaceId,
        items.map(({ mediaId }) => mediaId),
        items.map(({ title }) => title),
        items.map(({ year }) => year ?? null),
        items.map(({ posterUrl }) => posterUrl ?? null),
        items.map(({ genres }) => JSON.stringify(genres ?? [])),
        items.map(({ linkUrl }) => linkUrl ?? null),
        items.map(({ durationMs }) => durationMs ?? null),
        items.map(({ trailerUrl }) => trailerUrl ?? null),
      ],
    }),
  );
  return rowCount ?? 0;
}
