import { createHash } from "node:crypto";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { NoAnswer } from "@/lib/outbound/get-bytes";
import type { Services } from "@/lib/runtime/services";
import type { PlexClient } from "./plex-client";
import type { LibraryFilm } from "./plex-server";

/** A server whose reading has begun. */
export interface ReadingServer {
  id: string;
  spaceId: string;
  /** When the reading began. Rows of films that were not written since then are of films that the server does not have any more. */
  startedAt: Date;
}

/**
 * Reads every film and series of a server page by page into `plex_film`, and writes down how far it is. At the end, the rows of films that the
 * server does not have any more are deleted; their names stay in the catalogue. Throws NoAnswer, and then no row is deleted.
 * @returns how many films the server has
 */
export async function readLibraries(
  { pool }: Pick<Services, "pool">,
  server: ReadingServer,
  client: PlexClient,
): Promise<number> {
  const beganMs = monotonicMs();
  const libraries = await client.listLibraries();
  let done = 0;
  let known = 0;
  for (const library of libraries) {
    for (let start = 0; ; ) {
      const page = await client.readPage(library, start);
      await storeFilms(pool, server, page.films);
      start += page.items;
      done += page.films.length;
      const total = known + Math.max(page.total, start);
      await pool.query(
        "update plex_server set done = $3, total = $4 where id = $1 and started_at = $2",
        [server.id, server.startedAt, done, total],
      );
      if (done > LIMITS.plexFilmsMax) {
        throw new NoAnswer(`It has more than ${LIMITS.plexFilmsMax} films and series.`);
      }
      if (monotonicMs() - beganMs > LIMITS.plexReadingMs) {
        throw new NoAnswer(`It was not read within ${LIMITS.plexReadingMs / 60_000} minutes.`);
      }
      if (page.items === 0 || start >= page.total) {
        known += start;
        break;
      }
    }
  }
  await pool.query("delete from plex_film where server_id = $1 and read_at < $2", [
    server.id,
    server.startedAt,
  ]);
  return done;
}

async function storeFilms(
  pool: Services["pool"],
  server: ReadingServer,
  films: readonly LibraryFilm[],
): Promise<void> {
  const rows = new Map(
    films.map((film) => [film.ratingKey, { ...film, posterId: posterIdOf(server.id, film) }]),
  );
  await pool.query(
    `insert into plex_film (server_id, space_id, rating_key, guid, external_ids, title, year, summary, genres, duration_ms,
       rating, poster_path, poster_id, added_at, is_seen, read_at)
     select $1, $2, film."ratingKey", film.guid, film."externalIds", film.title, film.year, film.summary, film.genres, film."durationMs",
       film.rating, film."posterPath", film."posterId", film."addedAt", film."isSeen", $3
     from jsonb_to_recordset($4::jsonb) as film("ratingKey" text, guid text, "externalIds" text[], title text, year int,
       summary text, genres text[], "durationMs" int, rating float8, "posterPath" text, "posterId" text,
       "addedAt" timestamptz, "isSeen" boolean)
     on conflict (server_id, rating_key) do update set guid = excluded.guid, external_ids = excluded.external_ids,
       title = excluded.title, year = excluded.year, summary = excluded.summary, genres = excluded.genres,
       duration_ms = excluded.duration_ms, rating = excluded.rating, poster_path = excluded.poster_path,
       poster_id = excluded.poster_id, added_at = excluded.added_at, is_seen = excluded.is_seen,
       read_at = excluded.read_at`,
    [server.id, server.spaceId, server.startedAt, JSON.stringify([...rows.values()])],
  );
}

/**
 * The name of a film's poster. Plex gives a poster that changes another path, so a name always means the same picture. Server ids are
 * random, so a name cannot be guessed.
 */
function posterIdOf(serverId: string, { posterPath }: LibraryFilm): string | null {
  if (posterPath === null) return null;
  return createHash("sha256").update(`${serverId}\n${posterPath}`).digest("hex").slice(0, 32);
}
