import { retryConflicts } from "@/lib/db/database-failure";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import type { Media } from "./media-schema";

/**
 * Writes films to the catalogue of the token's space and replaces existing ones. If two items have the same id, the later one is stored.
 * @returns how many films were written
 */
export async function putMedia(ctx: Context, input: { items: Media[] }): Promise<number> {
  const spaceId = requireScope(ctx.actor, "media:write");
  // Sorted by id, so that concurrent writers lock the rows in the same order and cannot deadlock.
  const byId = new Map(input.items.map((item) => [item.mediaId, item]));
  const items = [...byId.values()].sort((a, b) => (a.mediaId < b.mediaId ? -1 : 1));
  const { rowCount } = await retryConflicts(() =>
    ctx.services.pool.query({
      name: "put-media",
      text: `insert into media (space_id, media_id, title, year, poster_url, genres, link_url, duration_ms)
        select $1, given.media_id, given.title, given.year, given.poster_url,
          array(select jsonb_array_elements_text(given.genres)), given.link_url, given.duration_ms
        from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::jsonb[], $7::text[], $8::int[])
          as given(media_id, title, year, poster_url, genres, link_url, duration_ms)
        on conflict (space_id, media_id) do update set title = excluded.title, year = excluded.year,
          poster_url = excluded.poster_url, genres = excluded.genres, link_url = excluded.link_url,
          duration_ms = excluded.duration_ms, updated_at = now()`,
      values: [
        spaceId,
        items.map(({ mediaId }) => mediaId),
        items.map(({ title }) => title),
        items.map(({ year }) => year ?? null),
        items.map(({ posterUrl }) => posterUrl ?? null),
        items.map(({ genres }) => JSON.stringify(genres ?? [])),
        items.map(({ linkUrl }) => linkUrl ?? null),
        items.map(({ durationMs }) => durationMs ?? null),
      ],
    }),
  );
  return rowCount ?? 0;
}
