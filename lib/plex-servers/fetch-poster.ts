import { LIMITS } from "@/lib/core/limits";
import { NoAnswer } from "@/lib/outbound/get-bytes";
import { type Resolve, resolveBySystem } from "@/lib/outbound/resolve-host";
import type { Services } from "@/lib/runtime/services";
import { openToken } from "./open-token";
import { fetchFrom } from "./plex-client";
import { PosterRefused, resizePoster } from "./resize-poster";

export interface PosterOptions {
  resolve?: Resolve;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** The bounds of the cache. */
  keptMax?: number;
  bytesKeptMax?: number;
}

interface Source {
  id: string;
  url: string;
  tokenSealed: string;
  path: string;
}

/**
 * Fetches a poster from its Plex server, makes it smaller and keeps it. Null if no film has a poster of that name, or if it cannot be
 * fetched; then that is kept, so that the server is not asked again at once.
 */
export async function fetchPoster(
  services: Services,
  posterId: string,
  options: PosterOptions = {},
): Promise<Buffer | null> {
  const { pool } = services;
  const { rows } = await pool.query<Source>(
    `select server.id, server.url, server.token_sealed as "tokenSealed", film.poster_path as path
     from plex_film film join plex_server server on server.id = film.server_id
     where film.poster_id = $1 and film.poster_path is not null limit 1`,
    [posterId],
  );
  const [source] = rows;
  if (!source) return null;
  const bytes = await fetchAndResize(services, source, options);
  // An instance that stops has not failed to fetch it.
  if (bytes === null && options.signal?.aborted) return null;
  await pool.query(
    `insert into poster (id, bytes, size, failed_at) values ($1, $2, $3, case when $2::bytea is null then now() end)
     on conflict (id) do update set bytes = excluded.bytes, size = excluded.size, failed_at = excluded.failed_at`,
    [posterId, bytes, bytes?.byteLength ?? 0],
  );
  await trimPosters(services, options);
  return bytes;
}

async function fetchAndResize(
  services: Services,
  source: Source,
  { resolve = resolveBySystem, timeoutMs = LIMITS.posterWaitMs, signal }: PosterOptions,
): Promise<Buffer | null> {
  try {
    const server = { url: source.url, token: openToken(services, source) };
    const { body } = await fetchFrom(server, source.path, {
      ...{ resolve, timeoutMs, signal, bytesMax: LIMITS.posterSourceBytesMax },
      headers: { accept: "image/jpeg, image/png, image/webp" },
    });
    return await resizePoster(body);
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof PosterRefused) return null;
    throw error;
  }
}

/** Deletes the posters that were not asked for the longest, as long as the cache has too many or too large ones. */
async function trimPosters(
  { pool }: Services,
  { keptMax = LIMITS.postersKeptMax, bytesKeptMax = LIMITS.posterBytesKeptMax }: PosterOptions,
): Promise<void> {
  await pool.query(
    `delete from poster where id in (
       select id from (
         select id, row_number() over newest as place, sum(size) over newest as total
         from poster window newest as (order by used_at desc, failed_at desc nulls first, id)
       ) ranked where place > $1 or total > $2)`,
    [keptMax, bytesKeptMax],
  );
}
