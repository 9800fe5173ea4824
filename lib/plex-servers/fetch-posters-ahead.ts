import { createGate } from "@/lib/core/gate";
import { LIMITS } from "@/lib/core/limits";
import type { Services } from "@/lib/runtime/services";
import type { PosterOptions } from "./fetch-poster";
import { readPoster } from "./read-poster";

/**
 * Fetches the posters of films that rooms of a space agreed on and that are not kept yet, the newest matches first, so that pages have them
 * also when the Plex server sleeps. At most `LIMITS.postersAheadMax`, and no more after several in a row could not be fetched.
 * @returns how many were fetched
 */
export async function fetchPostersAhead(
  services: Services,
  spaceId: string,
  options: PosterOptions = {},
): Promise<number> {
  const { rows } = await services.pool.query<{ id: string }>(
    `select media.poster_id as id from room_match match
     join media on media.space_id = match.space_id and media.media_id = match.media_id
     join plex_film film on film.poster_id = media.poster_id
     left join poster on poster.id = media.poster_id
     where match.space_id = $1 and (poster.id is null or poster.failed_at < now() - make_interval(mins => $2))
     group by media.poster_id order by max(match.matched_at_ms) desc, media.poster_id limit $3`,
    [spaceId, LIMITS.posterRetryMinutes, LIMITS.postersAheadMax],
  );
  const turn = createGate(LIMITS.postersAtOnce);
  let fetched = 0;
  let failedInRow = 0;
  const fetchOne = async (id: string) => {
    if (options.signal?.aborted || failedInRow >= LIMITS.postersFailedInRowMax) return;
    const bytes = await readPoster(services, id, options);
    failedInRow = bytes ? 0 : failedInRow + 1;
    if (bytes) fetched += 1;
  };
  await Promise.all(rows.map(({ id }) => turn(() => fetchOne(id))));
  return fetched;
}
