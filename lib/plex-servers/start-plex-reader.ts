import { LIMITS } from "@/lib/core/limits";
import type { Services } from "@/lib/runtime/services";
import { type PlexReadingOptions, readDueServers } from "./read-due-servers";

export interface PlexReader {
  /** Looks no more, and stops a reading under way, which another instance or the next start begins again. */
  stop(): Promise<void>;
}

/**
 * Reads the Plex servers that are due, on this instance, until it is stopped. Every instance looks every few seconds, and one of them reads.
 * A failed reading is recorded in job_run and in the server's row.
 */
export function startPlexReader(
  services: Services,
  options: Omit<PlexReadingOptions, "signal"> & { lookMs?: number } = {},
): PlexReader {
  const { lookMs = LIMITS.plexLookMs, ...how } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const look = () => {
    underWay = readIfDue()
      // The job has recorded it, or the database does not answer; either way the next look tries again.
      .catch(() => {})
      .then(() => {
        if (stopping.signal.aborted) return;
        timer = setTimeout(look, lookMs);
        timer.unref();
      });
  };

  async function readIfDue(): Promise<void> {
    const { rowCount } = await services.pool.query(
      "select 1 from plex_server where due_at <= now() limit 1",
    );
    if (rowCount) await readDueServers(services, { ...how, signal: stopping.signal });
  }

  look();
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}
