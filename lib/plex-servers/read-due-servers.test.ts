import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { filmTitle } from "@/lib/match/film-title";
import { putMedia } from "@/lib/match/media/put-media";
import { admin } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import {
  type PlexMediaServer,
  recordedLibrary,
  type ServedFilm,
  startPlexMediaServer,
} from "@/lib/testing/plex-media-server";
import { loadRecordedRooms } from "@/lib/testing/recorded-rooms";
import { addPlexServer } from "./add-plex-server";
import { deletePlexServer } from "./delete-plex-server";
import { listPlexServers } from "./list-plex-servers";
import { type PlexReading, readDueServers } from "./read-due-servers";
import { readPlexServerNow } from "./read-plex-server-now";
import { startPlexReader } from "./start-plex-reader";

const TOKEN = "s3cret-Token-of-Plex";
const SPACE = "sp_test";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let plex: PlexMediaServer;
const others: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  fresh = await freshServices();
  await loadRecordedRooms(fresh.services.pool);
});
beforeEach(async () => {
  await fresh.services.pool.query("delete from media");
  plex = await startPlexMediaServer({ token: TOKEN });
});
afterEach(async () => {
  await fresh.services.pool.query("delete from plex_server");
  await Promise.all([plex, ...others.splice(0)].map((one) => one.close()));
});
afterAll(() => fresh.close());

async function startOther(options: Parameters<typeof startPlexMediaServer>[0]) {
  const other = await startPlexMediaServer(options);
  others.push(other);
  return other;
}

function add(server: PlexMediaServer, spaceId = SPACE) {
  const { url, token } = server;
  return addPlexServer(admin, { spaceId, url, token, timeZone: "Europe/Berlin" });
}

async function read(): Promise<PlexReading> {
  const { detail } = await readDueServers(fresh.services, { timeoutMs: 300_000 });
  if (!detail) throw new Error("Another instance is reading.");
  return detail;
}

async function titles(spaceId = SPACE): Promise<Map<string, string>> {
  const { rows } = await fresh.services.pool.query<{ id: string; title: string }>(
    "select media_id as id, title from media where space_id = $1",
    [spaceId],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}

async function ratedFilms(): Promise<string[]> {
  const { rows } = await fresh.services.pool.query<{ id: string }>(
    "select distinct media_id as id from room_rating",
  );
  return rows.map(({ id }) => id);
}

async function filmRow(mediaId: string) {
  const { rows } = await fresh.services.pool.query(
    `select title, year, genres, duration_ms, summary, rating, is_seen, poster_id is not null as has_poster,
       link_url, added_at from media where space_id = $1 and media_id = $2`,
    [SPACE, mediaId],
  );
  return rows[0];
}

/** The library after an upgrade of its agents: every legacy guid became a modern one with the former id among its children. */
function upgraded(films: ServedFilm[]): ServedFilm[] {
  return films.map((film, index) => {
    const [, agent, id] = /^com\.plexapp\.agents\.(\w+):\/\/([^?]+)/.exec(film.guid) ?? [];
    if (!agent) return film;
    const Guid = [{ id: `${agent === "imdb" ? "imdb" : "tmdb"}://${id}` }, { id: "tvdb://1" }];
    return { ...film, guid: `plex://movie/${String(index).padStart(24, "a")}`, Guid };
  });
}

test("every film of the recorded rooms has its title, year and facts after one reading", async () => {
  await add(plex);
  expect(await read()).toMatchObject({ servers: 1, films: 150, problems: [] });
  const named = await titles();
  const library = new Map(recordedLibrary().map(({ guid, title }) => [guid, title]));
  for (const mediaId of await ratedFilms()) expect(named.get(mediaId)).toBe(library.get(mediaId));
  expect(await filmRow("plex://movie/5d7760f35032c938df381a71")).toEqual({
    title: "Inception",
    year: 2010,
    genres: ["Action", "Science Fiction", "Adventure"],
    duration_ms: 8_823_000,
    summary: "Action / Science Fiction / Adventure, 2010, 148 minutes.",
    rating: 8.8,
    is_seen: true,
    has_poster: true,
    link_url: null,
    added_at: new Date("2024-08-16T18:07:17.000Z"),
  });
  const [server] = await listPlexServers(admin);
  expect(server).toMatchObject({ name: "Attic", films: 150, startedAt: null, problem: null });
  expect(server?.readAt).toBeInstanceOf(Date);
});

test("the token is sent in a header and is in no address", async () => {
  await add(plex);
  await read();
  expect(plex.requests.length).toBeGreaterThan(2);
  for (const { path, headers } of plex.requests) {
    expect(path).not.toContain(TOKEN);
    expect(headers["x-plex-token"]).toBe(TOKEN);
  }
});

test("after an upgrade of its agents, rooms with legacy guids still have their titles", async () => {
  const modern = await startOther({ token: TOKEN, films: upgraded(recordedLibrary()) });
  expect(modern.films.filter(({ guid }) => !guid.startsWith("plex://"))).toEqual([]);
  await add(modern);
  await read();
  const named = await titles();
  const rated = await ratedFilms();
  const legacy = rated.filter((mediaId) => !mediaId.startsWith("plex://"));
  expect(legacy.length).toBeGreaterThan(5);
  const library = new Map(recordedLibrary().map(({ guid, title }) => [guid, title]));
  for (const mediaId of rated) expect(named.get(mediaId)).toBe(library.get(mediaId));
  expect(
    rated
      .filter((mediaId) => !named.has(mediaId))
      .map((mediaId) => filmTitle({ mediaId, title: null })),
  ).toEqual([]);
});

test("renamed films are renamed, removed ones keep their name, and new ones get one", async () => {
  const { id } = await add(plex);
  await read();
  const [first, second] = plex.films as [ServedFilm, ServedFilm];
  const gone = second.guid;
  first.title = "Inception (Director’s Cut)";
  plex.films.splice(1, 1);
  plex.films.push({ ...first, ratingKey: "99999", guid: "plex://movie/new", title: "Brand New" });
  await readPlexServerNow(admin, { id });
  expect(await read()).toMatchObject({ films: 150, changed: 2 });
  const named = await titles();
  expect(named.get(first.guid)).toBe("Inception (Director’s Cut)");
  expect(named.get(gone)).toBe("School of Rock");
  expect(named.get("plex://movie/new")).toBe("Brand New");
  const { rows } = await fresh.services.pool.query("select 1 from plex_film where guid = $1", [
    gone,
  ]);
  expect(rows).toEqual([]);
});

test("what a game server says later stays until Plex says something new", async () => {
  const { id } = await add(plex);
  await read();
  const [film] = plex.films as [ServedFilm];
  const scopes = ["media:write"] as const;
  const token = { kind: "token", id: "tk", chainId: "tk", name: "t", spaceId: SPACE } as const;
  const link = "https://app.plex.tv/desktop/#!/film";
  await putMedia(contextOf({ ...token, scopes }), {
    items: [{ mediaId: film.guid, title: "Dream Thieves", linkUrl: link, genres: ["Heist"] }],
  });
  film.viewCount = 0;
  await readPlexServerNow(admin, { id });
  await read();
  expect(await filmRow(film.guid)).toMatchObject({
    ...{ title: "Dream Thieves", year: null, genres: ["Heist"], link_url: link },
    ...{ summary: film.summary, is_seen: false, has_poster: true },
  });
  film.title = "Inception II";
  await readPlexServerNow(admin, { id });
  await read();
  expect(await filmRow(film.guid)).toMatchObject({
    ...{ title: "Inception II", year: 2010, link_url: link },
  });
});

test("the older of two servers of a space names a film, and each adds what the other lacks", async () => {
  const films = recordedLibrary().map((film) => ({ ...film, title: `${film.title} (mansarda)` }));
  const only = { ...(films[0] as ServedFilm), ratingKey: "5", guid: "plex://movie/only-there" };
  const other = await startOther({
    token: "another-token",
    name: "Mansarda",
    films: [...films, only],
  });
  await add(plex);
  await add(other);
  expect(await read()).toMatchObject({ servers: 2, films: 301, problems: [] });
  const named = await titles();
  expect(named.get("plex://movie/5d7760f35032c938df381a71")).toBe("Inception");
  expect(named.get("plex://movie/only-there")).toBe("Inception (mansarda)");
});

test("each of two spaces gets the titles of its own server", async () => {
  const [film] = recordedLibrary() as [ServedFilm];
  const other = await startOther({ token: TOKEN, films: [{ ...film, title: "Origen" }] });
  await add(plex);
  await add(other, fresh.spaceId);
  await read();
  expect((await titles()).get(film.guid)).toBe("Inception");
  expect(await titles(fresh.spaceId)).toEqual(new Map([[film.guid, "Origen"]]));
  expect((await titles()).size).toBe(150);
});

test("a library is read page by page, also if its pages are smaller than asked for", async () => {
  const [film] = recordedLibrary() as [ServedFilm];
  const films = Array.from({ length: 451 }, (_, index) => ({
    ...{ ...film, ratingKey: String(index), guid: `plex://movie/${index}`, title: `Film ${index}` },
  }));
  const show = { ...film, type: "show", ratingKey: "777", guid: "plex://show/1", title: "Dark" };
  const large = await startOther({ token: TOKEN, films, shows: [show], pageMax: 70 });
  await add(large);
  expect(await read()).toMatchObject({ films: 452, problems: [] });
  expect((await titles()).size).toBe(452);
  expect((await titles()).get("plex://show/1")).toBe("Dark");
  const starts = large.requests.map(({ headers }) => headers["x-plex-container-start"]);
  expect(starts.filter((start) => start !== undefined)).toEqual([
    ...["0", "70", "140", "210", "280", "350", "420"],
    "0",
  ]);
});

test("while it reads, everybody sees how far it is; stopped in the middle, it begins again", async () => {
  await add(
    await startOther({ token: TOKEN, pageMax: 60 }).then((slow) => {
      let pages = 0;
      slow.faults.push({
        path: /sections\/1\/all/,
        times: 2,
        answer: (request, response) => {
          pages += 1;
          if (pages === 1) {
            const Metadata = slow.films.slice(0, 60);
            const MediaContainer = { totalSize: 150, Metadata };
            response.end(JSON.stringify({ MediaContainer }));
          } else request.resume();
        },
      });
      return slow;
    }),
  );
  const reader = startPlexReader(fresh.services, { lookMs: 5, timeoutMs: 300_000 });
  await expect
    .poll(async () => (await listPlexServers(admin))[0])
    .toMatchObject({ done: 60, total: 150, films: null });
  expect((await listPlexServers(admin))[0]?.startedAt).toBeInstanceOf(Date);
  await reader.stop();
  expect((await listPlexServers(admin))[0]?.problem).toBeNull();
  const again = startPlexReader(fresh.services, { lookMs: 5, timeoutMs: 300_000 });
  await expect
    .poll(async () => (await listPlexServers(admin))[0])
    .toMatchObject({ films: 150, startedAt: null });
  await again.stop();
});

test("it is read again at three in the morning of its own zone, and at once by the button", async () => {
  const { id } = await add(plex);
  await read();
  const { rows } = await fresh.services.pool.query(
    `select to_char(due_at at time zone 'Europe/Berlin', 'HH24:MI:SS') as at, due_at > now() as later,
       due_at <= now() + interval '25 hours' as soon from plex_server`,
  );
  expect(rows).toEqual([{ at: "03:00:00", later: true, soon: true }]);
  expect(await read()).toMatchObject({ servers: 0 });
  await readPlexServerNow(admin, { id });
  expect(await read()).toMatchObject({ servers: 1 });
});

test("a removed server takes its films with it and leaves their names, but not what only it could tell", async () => {
  const [first, second] = recordedLibrary().slice(0, 2) as [ServedFilm, ServedFilm];
  const other = await startOther({
    token: TOKEN,
    films: [
      { ...first, viewCount: 3 },
      { ...second, viewCount: 0 },
    ],
  });
  const { id } = await add(plex);
  await add(other);
  await read();
  const { pool } = fresh.services;
  const { rows: shown } = await pool.query(
    "select poster_id as id from media where poster_id is not null order by media_id limit 2",
  );
  const [fetched, unfetched] = shown.map((row) => row.id as string);
  await pool.query("delete from poster");
  await pool.query("insert into poster (id, bytes, size) values ($1, '\\x00', 1)", [fetched]);
  await deletePlexServer(admin, { id });
  expect((await titles()).size).toBe(150);
  const { rows: seen } = await pool.query("select media_id as guid from media where is_seen");
  expect(seen).toEqual([{ guid: first.guid }]);
  const { rows: posters } = await pool.query(
    "select poster_id as id from media where poster_id = any ($1)",
    [[fetched, unfetched]],
  );
  expect(posters).toEqual([{ id: fetched }]);
  const { rows: films } = await pool.query("select count(*)::int as count from plex_film");
  expect(films).toEqual([{ count: 2 }]);
});
