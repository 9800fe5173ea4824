import type { ServerResponse } from "node:http";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { admin } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { type PlexMediaServer, startPlexMediaServer } from "@/lib/testing/plex-media-server";
import { loadRecordedRooms } from "@/lib/testing/recorded-rooms";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { addPlexServer } from "./add-plex-server";
import { readDueServers } from "./read-due-servers";
import { readPlexServerNow } from "./read-plex-server-now";
import { readPoster } from "./read-poster";

const TOKEN = "s3cret-Token-of-Plex";
const PATIENCE_MS = 300_000;

let fresh: Awaited<ReturnType<typeof freshServices>>;
let plex: PlexMediaServer;
let serverId: string;
let jpeg: Buffer;
let rooms: Map<string, string>;
const original = { width: 480, height: 720, channels: 3, background: "#3a5" } as const;

beforeAll(async () => {
  fresh = await freshServices({ ratePerNetwork: 0 });
  useTestEnv();
  rooms = await loadRecordedRooms(fresh.services.pool);
  jpeg = await sharp({ create: original })
    .withExif({ IFD0: { Copyright: "s3cret" } })
    .jpeg()
    .toBuffer();
});
beforeEach(async () => {
  await fresh.services.pool.query("delete from media");
  await fresh.services.pool.query("delete from poster");
  plex = await startPlexMediaServer({ token: TOKEN, poster: () => jpeg });
  const { url, token } = plex;
  const given = { spaceId: "sp_test", url, token, timeZone: "UTC" };
  ({ id: serverId } = await addPlexServer(admin, given));
});
afterEach(async () => {
  await fresh.services.pool.query("delete from plex_server");
  await plex.close();
});
afterAll(() => fresh.close());

const read = () => readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
const asked = () => plex.requests.filter(({ path }) => path.includes("/thumb/")).length;

async function posterIds(where = "true"): Promise<string[]> {
  const { rows } = await fresh.services.pool.query<{ id: string }>(
    `select distinct poster_id as id from media where poster_id is not null and ${where} order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Reads the server for a space without rooms, for which no poster is fetched ahead. */
async function readWithoutRooms(): Promise<void> {
  await fresh.services.pool.query("update plex_server set space_id = $1", [fresh.spaceId]);
  await read();
}

/** A poster of a film that no room agreed on, so that it was not fetched ahead. */
async function unfetched(): Promise<string> {
  const [id] = await posterIds("media_id not in (select media_id from room_match)");
  return id ?? "";
}

async function get(id: string): Promise<Response> {
  const { GET } = await import("@/app/api/posters/[id]/route");
  return GET(new Request(`${TEST_ORIGIN}/api/posters/${id}`), { params: Promise.resolve({ id }) });
}

test("every film of the recorded rooms has its title and its poster, from this origin, and no page shows a guid", async () => {
  await read();
  const page = (await import("@/app/(dashboard)/rooms/[id]/matches/page")).default as PageOf;
  const { cookie } = await signInAs("1", { role: "admin" });
  const shown = new Set<string>();
  for (const id of rooms.values()) {
    const { text, status } = await openPage(page, { cookie, params: { id } });
    expect(status).toBe(200);
    expect(text).not.toMatch(/plex:\/\/|com\.plexapp|Film [0-9a-z]{4}…|IMDb tt|TMDB \d/);
    for (const [, src = ""] of text.matchAll(/background-image:url\(&quot;([^&]*)&quot;\)/g))
      shown.add(src);
  }
  expect(shown.size).toBeGreaterThan(50);
  for (const src of shown) {
    const reply = await get(/^\/api\/posters\/([0-9a-f]{32})$/.exec(src)?.[1] ?? src);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("image/webp");
    expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  }
  for (const id of await posterIds()) expect((await get(id)).status).toBe(200);
  for (const { path, headers } of plex.requests) {
    expect(path).not.toContain(TOKEN);
    expect(headers["x-plex-token"]).toBe(TOKEN);
  }
});

test("posters of films that rooms agreed on are there although the Plex server is gone", async () => {
  const { detail } = await read();
  expect(detail?.posters).toBeGreaterThan(50);
  await plex.close();
  for (const id of await posterIds("media_id in (select media_id from room_match)")) {
    expect((await get(id)).status).toBe(200);
  }
  expect((await get(await unfetched())).status).toBe(404);
  plex = await startPlexMediaServer({ token: TOKEN });
});

test("a poster is fetched and made smaller once, whoever asks for it, and carries nothing else", async () => {
  await readWithoutRooms();
  const id = await unfetched();
  const before = asked();
  const bodies = await Promise.all(
    Array.from({ length: 20 }, async () => Buffer.from(await (await get(id)).arrayBuffer())),
  );
  expect(asked() - before).toBe(1);
  const [first] = bodies as [Buffer];
  for (const body of bodies) expect(body.equals(first)).toBe(true);
  expect(await sharp(first).metadata()).toMatchObject({ format: "webp", width: 400, height: 600 });
  expect(first.toString("latin1")).not.toContain("s3cret");
});

test("a poster that changes has another name, and a name that nobody gave is nothing", async () => {
  await readWithoutRooms();
  const [film] = plex.films as [(typeof plex.films)[0]];
  const nameOf = () => posterIds(`media_id = '${film.guid}'`);
  const before = await nameOf();
  film.thumb = `/library/metadata/${film.ratingKey}/thumb/1999999999`;
  await readPlexServerNow(admin, { id: serverId });
  await read();
  expect(await nameOf()).not.toEqual(before);
  const names = [
    "",
    "x",
    "0".repeat(32),
    "F".repeat(32),
    "../../etc/passwd",
    "%00",
    `${before[0]}a`,
  ];
  const count = asked();
  for (const name of names) expect((await get(name)).status).toBe(404);
  expect(asked()).toBe(count);
});

test("the cache is bounded: those that were not asked for the longest leave first", async () => {
  await readWithoutRooms();
  const { pool } = fresh.services;
  await pool.query("delete from poster");
  const ids = (await posterIds()).slice(0, 5);
  const options = { timeoutMs: PATIENCE_MS, keptMax: 3 };
  for (const [index, id] of ids.entries()) {
    await readPoster(fresh.services, id, options);
    await pool.query(
      "update poster set used_at = now() - make_interval(days => $2::int) where id = $1",
      [id, 9 - index],
    );
  }
  const kept = async () =>
    (await pool.query("select id from poster order by used_at")).rows.map(({ id }) => id);
  expect(await kept()).toEqual(ids.slice(2));
  const { rows } = await pool.query("select sum(size)::int as bytes from poster");
  await pool.query("delete from poster where id = $1", [ids[2]]);
  await readPoster(fresh.services, ids[2] ?? "", {
    timeoutMs: PATIENCE_MS,
    bytesKeptMax: rows[0].bytes - 1,
  });
  expect(await kept()).toEqual([ids[4], ids[2]]);
});

const body = (bytes: Buffer | string, type = "image/jpeg") => ({
  answer: (_: unknown, response: ServerResponse) =>
    void response.writeHead(200, { "content-type": type }).end(bytes),
});
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"><rect width="20" height="30"/></svg>';
const gif = () => sharp({ create: original }).gif().toBuffer();
const bomb = () =>
  sharp({ create: { ...original, width: 9_000, height: 9_000 }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();

type Fault = Pick<PlexMediaServer["faults"][number], "answer">;
const REFUSED: [name: string, fault: Fault | (() => Promise<Fault>), timeoutMs?: number][] = [
  [
    "a redirect",
    {
      answer: (_, response) =>
        void response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    },
  ],
  ["401", { answer: (_, response) => void response.writeHead(401).end() }],
  ["404", { answer: (_, response) => void response.writeHead(404).end() }],
  ["SVG", body(svg, "image/svg+xml")],
  ["SVG that says it is JPEG", body(svg)],
  ["HTML", body("<html><script>alert(1)</script></html>", "text/html")],
  ["GIF", async () => body(await gif(), "image/gif")],
  ["nothing", body("")],
  ["a picture that is cut off", async () => body(jpeg.subarray(0, 900))],
  [
    "noise after the first bytes of a JPEG",
    body(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5_000, 7)])),
  ],
  ["81 megapixels in a few bytes", async () => body(await bomb(), "image/png")],
  [
    "a picture without end",
    {
      answer: (_, response) => {
        const chunk = Buffer.alloc(1024 * 1024, 32);
        const more = () => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on("drain", more);
        more();
      },
    },
  ],
  ["silence", { answer: () => {} }, 200],
  [
    "one byte, and then silence",
    { answer: (_, response) => void response.write(Buffer.from([0xff])) },
    200,
  ],
  ["a connection that is cut", { answer: (request) => void request.socket.destroy() }],
];

describe("a poster that is", () => {
  test.each(REFUSED)(
    "%s is none, and is not asked for again at once",
    async (_, given, timeoutMs = PATIENCE_MS) => {
      await readWithoutRooms();
      const id = await unfetched();
      const fault = typeof given === "function" ? await given() : given;
      plex.faults.push({ path: /\/thumb\//, ...fault });
      const before = asked();
      expect(await readPoster(fresh.services, id, { timeoutMs })).toBeNull();
      expect(asked() - before).toBe(1);
      plex.faults.length = 0;
      const reply = await get(id);
      expect([reply.status, reply.headers.get("cache-control")]).toEqual([404, "no-store"]);
      expect(await reply.text()).not.toContain("s3cret");
      expect(asked() - before).toBe(1);
      const { rows } = await fresh.services.pool.query(
        "select bytes, size from poster where id = $1",
        [id],
      );
      expect(rows).toEqual([{ bytes: null, size: 0 }]);
      await fresh.services.pool.query(
        "update poster set failed_at = now() - interval '2 hours' where id = $1",
        [id],
      );
      expect((await get(id)).status).toBe(200);
    },
  );
});
