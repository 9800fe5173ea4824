import { setTimeout } from "node:timers/promises";
import { LIMITS } from "@/lib/core/limits";
import { type JobResult, runJob, sentenceOf } from "@/lib/jobs/run-job";
import { NoAnswer } from "@/lib/outbound/get-bytes";
import { type Resolve, resolveBySystem } from "@/lib/outbound/resolve-host";
import type { Services } from "@/lib/runtime/services";
import { fetchPostersAhead } from "./fetch-posters-ahead";
import { nameFilms } from "./name-films";
import { openToken } from "./open-token";
import { createPlexClient } from "./plex-client";
import { hostOfServer } from "./plex-server";
import { type ReadingServer, readLibraries } from "./read-libraries";

/** What a run of the job read. */
export interface PlexReading {
  servers: number;
  /** How many films the servers have, and how many of the catalogue changed. */
  films: number;
  changed: number;
  /** How many posters were fetched ahead. */
  posters: number;
  problems: string[];
}

/** Options with which tests shorten waits and change how hosts are resolved. */
export interface PlexReadingOptions {
  resolve?: Resolve;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

interface DueServer extends ReadingServer {
  url: string;
  name: string | null;
  tokenSealed: string;
}

/** Three o'clock of the next night in the zone of the server's row. */
const NEXT_NIGHT = `((date_trunc('day', (now() at time zone time_zone) - interval '3 hours') + interval '27 hours') at time zone time_zone)`;

/**
 * Reads the Plex servers that are due, unless another instance is doing it. Servers that become due meanwhile are read too, so that a slow
 * one does not keep them waiting. A server that cannot be read keeps its problem in its row.
 */
export async function readDueServers(
  services: Services,
  options: PlexReadingOptions = {},
): Promise<JobResult<PlexReading>> {
  return runJob(services, "plex", async () => {
    const reading: PlexReading = { servers: 0, films: 0, changed: 0, posters: 0, problems: [] };
    const underWay = new Map<string, Promise<void>>();
    for (;;) {
      const free = LIMITS.plexServersAtOnce - underWay.size;
      const begun = options.signal?.aborted ? [] : await beginDue(services, underWay, free);
      for (const server of begun) {
        const done = readOne(services, server, reading, options);
        underWay.set(
          server.id,
          done.finally(() => underWay.delete(server.id)),
        );
      }
      reading.servers += begun.length;
      if (underWay.size === 0) return reading;
      const look = new AbortController();
      const pause = setTimeout(LIMITS.plexLookMs, undefined, { signal: look.signal }).catch(
        () => {},
      );
      await Promise.race([pause, ...underWay.values()]);
      look.abort();
    }
  });
}

/** Marks servers that are due as begun, except those that are under way. */
async function beginDue(
  { pool }: Services,
  underWay: ReadonlyMap<string, unknown>,
  limit: number,
): Promise<DueServer[]> {
  const { rows } = await pool.query<DueServer>(
    `update plex_server set started_at = date_trunc('milliseconds', clock_timestamp()), done = 0, total = null
     where id in (select id from plex_server where due_at <= now() and id <> all ($1) order by due_at, id limit $2)
     returning id, space_id as "spaceId", url, name, token_sealed as "tokenSealed", started_at as "startedAt"`,
    [[...underWay.keys()], limit],
  );
  return rows;
}

/** Reads one server, and then names the films of its space. Adds what it did to the record of the run. */
async function readOne(
  services: Services,
  server: DueServer,
  reading: PlexReading,
  options: PlexReadingOptions,
): Promise<void> {
  try {
    const films = await readServer(services, server, options);
    reading.films += films;
    const changed = await nameFilms(services, server.spaceId);
    reading.changed += changed;
    const posters = await fetchPostersAhead(services, server.spaceId, options);
    reading.posters += posters;
  } catch (error) {
    const why = error instanceof NoAnswer ? error.message : sentenceOf(error);
    reading.problems.push(`${server.name ?? hostOfServer(server.url)}: ${why}`);
    // An instance that stops has not failed to read it. The next look begins again.
    if (!options.signal?.aborted) await storeProblem(services, server, why);
  }
}

async function readServer(
  services: Services,
  server: DueServer,
  { resolve = resolveBySystem, timeoutMs, signal }: PlexReadingOptions,
): Promise<number> {
  const { pool } = services;
  const token = openToken(services, server);
  const client = createPlexClient({ url: server.url, token }, { resolve, timeoutMs, signal });
  const films = await readLibraries(services, server, client);
  // A server may have a name that the token may not ask for.
  const name = await client.readName().catch(() => null);
  await pool.query(
    `update plex_server set name = coalesce($3, name), films = $4, read_at = now(), problem = null, started_at = null,
       due_at = case when due_at > started_at then due_at else ${NEXT_NIGHT} end
     where id = $1 and started_at = $2`,
    [server.id, server.startedAt, name, films],
  );
  return films;
}

async function storeProblem({ pool }: Services, server: DueServer, why: string): Promise<void> {
  await pool.query(
    `update plex_server set problem = $3, started_at = null,
       due_at = case when due_at > started_at then due_at else least(now() + make_interval(mins => $4), ${NEXT_NIGHT}) end
     where id = $1 and started_at = $2`,
    [server.id, server.startedAt, why, LIMITS.plexReadAgainMinutes],
  );
}
