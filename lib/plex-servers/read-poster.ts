import { createGate } from "@/lib/core/gate";
import { LIMITS } from "@/lib/core/limits";
import type { Services } from "@/lib/runtime/services";
import { fetchPoster, type PosterOptions } from "./fetch-poster";

const turn = createGate(LIMITS.postersAtOnce);
const underWay = new Map<string, Promise<Buffer | null>>();

/**
 * Reads a poster from the cache, or has it fetched from its Plex server. Callers that ask for the same poster share one fetch. Null if there
 * is none of that name, if it could not be fetched within the last hour, or if too many wait already.
 */
export async function readPoster(
  services: Services,
  id: string,
  options: PosterOptions = {},
): Promise<Buffer | null> {
  if (!/^[0-9a-f]{32}$/.test(id)) return null;
  const { pool } = services;
  const { rows } = await pool.query<{ bytes: Buffer | null; isOld: boolean; isFailed: boolean }>(
    `select bytes, used_at < now() - interval '1 day' as "isOld",
       coalesce(failed_at > now() - make_interval(mins => $2), false) as "isFailed"
     from poster where id = $1`,
    [id, LIMITS.posterRetryMinutes],
  );
  const [kept] = rows;
  if (kept?.isOld) await pool.query("update poster set used_at = now() where id = $1", [id]);
  if (kept?.bytes || kept?.isFailed) return kept.bytes;
  const known = underWay.get(id);
  if (known) return known;
  if (underWay.size >= LIMITS.postersWaitingMax) return null;
  const fetched = turn(() => fetchPoster(services, id, options)).finally(() => underWay.delete(id));
  underWay.set(id, fetched);
  return fetched;
}
