import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { admin, ines } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { type PlexMediaServer, startPlexMediaServer } from "@/lib/testing/plex-media-server";
import { addPlexServer } from "./add-plex-server";
import { changePlexServer } from "./change-plex-server";
import { listPlexServers } from "./list-plex-servers";
import { readDueServers } from "./read-due-servers";
import { readPlexServerNow } from "./read-plex-server-now";
import { testPlexServer } from "./test-plex-server";

const TOKEN = "s3cret-Token-of-Plex";
const PATIENCE_MS = 300_000;

let fresh: Awaited<ReturnType<typeof freshServices>>;
let plex: PlexMediaServer;
beforeAll(async () => {
  fresh = await freshServices();
});
beforeEach(async () => {
  plex = await startPlexMediaServer({ token: TOKEN });
});
afterEach(async () => {
  await fresh.services.pool.query("delete from plex_server");
  await plex.close();
});
afterAll(() => fresh.close());

const add = (url = plex.url, token = TOKEN) =>
  addPlexServer(admin, { spaceId: fresh.spaceId, url, token, timeZone: "UTC" });

/** Everything that the database keeps, as text. */
async function everyRow(): Promise<string> {
  const { pool } = fresh.services;
  const { rows: tables } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`select t::text as line from "${name}" t`);
    texts.push(...rows.map(({ line }) => line));
  }
  return texts.join("\n");
}

const answers = (status: number, body: string, headers: Record<string, string> = {}) => ({
  answer: (_: unknown, response: ServerResponse) =>
    void response.writeHead(status, headers).end(body),
});

/** How much the endless answers have sent. */
let sentMiB = 0;

const FAULTS: [
  name: string,
  fault: Pick<PlexMediaServer["faults"][number], "answer">,
  problem: RegExp,
  timeoutMs?: number,
][] = [
  [
    "401",
    answers(401, "<h1>Unauthorized</h1>"),
    /^It refused the token \(401\)\. Enter a new one\.$/,
  ],
  ["403", answers(403, ""), /^It refused the token \(403\)/],
  ["500", answers(500, "oops"), /^It answered 500\.$/],
  [
    "a redirect to elsewhere",
    answers(302, "", { location: "http://169.254.169.254/latest/meta-data/" }),
    /^It answered 302, and redirects are not followed\.$/,
  ],
  [
    "XML",
    answers(200, '<?xml version="1.0"?><MediaContainer/>'),
    /not as a Plex Media Server does/,
  ],
  ["other JSON", answers(200, '{"hello":"world"}'), /not as a Plex Media Server does/],
  ["nothing", answers(200, ""), /not as a Plex Media Server does/],
  [
    "an answer without end",
    {
      answer: (_, response) => {
        const chunk = Buffer.alloc(1024 * 1024, 32);
        const more = () => {
          for (let goesOn = true; goesOn && !response.destroyed; sentMiB += 1) {
            goesOn = response.write(chunk);
          }
        };
        response.on("drain", more);
        more();
      },
    },
    /^Its answer is larger than 16 MiB\.$/,
  ],
  ["silence", { answer: () => {} }, /^No answer came within 0\.2 seconds\.$/, 200],
  [
    "an answer that stops in the middle",
    { answer: (_, response) => void response.write('{"MediaContainer":') },
    /^No answer came within 0\.2 seconds\.$/,
    200,
  ],
  [
    "a connection that is cut",
    { answer: (request) => void request.socket.destroy() },
    /^The connection was cut before an answer came\.$/,
  ],
];

describe.each([/sections\/1\/all/, /sections$/])("a server that answers %s with", (path) => {
  test.each(FAULTS)("%s", async (_name, fault, problem, timeoutMs = PATIENCE_MS) => {
    const { id } = await add();
    await readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
    sentMiB = 0;
    plex.faults.push({ path, ...fault });
    await readPlexServerNow(admin, { id });
    const { detail } = await readDueServers(fresh.services, { timeoutMs });
    const [server] = await listPlexServers(admin);
    expect(server?.problem).toMatch(problem);
    expect(server).toMatchObject({ startedAt: null, films: 150 });
    expect(detail?.problems).toEqual([`Attic: ${server?.problem}`]);
    expect(server?.dueAt.getTime()).toBeGreaterThan(Number(server?.readAt));
    const tested = await testPlexServer(admin, { id }, { timeoutMs });
    expect(tested.problem).toMatch(problem);
    // Both attempts together, with what was on its way when they were cut off.
    expect(sentMiB).toBeLessThan(100);
    // What was known stays, and nothing of the token is anywhere.
    const { rows } = await fresh.services.pool.query("select count(*)::int as n from plex_film");
    expect(rows).toEqual([{ n: 150 }]);
    expect(await everyRow()).not.toContain(TOKEN);
    expect(JSON.stringify([tested, server, detail])).not.toContain(TOKEN);
  });
});

test("nothing listens there: one sentence, and the next try within an hour", async () => {
  await plex.close();
  await add();
  await readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
  const [server] = await listPlexServers(admin);
  expect(server).toMatchObject({ problem: "Nothing listens at that address.", films: null });
  const { rows } = await fresh.services.pool.query(
    "select due_at <= now() + interval '1 hour' as soon, due_at > now() as later from plex_server",
  );
  expect(rows).toEqual([{ soon: true, later: true }]);
  plex = await startPlexMediaServer({ token: TOKEN });
});

test("a server that answers again is read and its problem is forgotten", async () => {
  const { id } = await add();
  plex.faults.push({ path: /./, times: 1, ...answers(503, "") });
  await readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
  expect((await listPlexServers(admin))[0]?.problem).toBe("It answered 503.");
  await readPlexServerNow(admin, { id });
  await readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
  expect((await listPlexServers(admin))[0]).toMatchObject({ problem: null, films: 150 });
});

test("one server that fails does not keep another from being read", async () => {
  const other = await startPlexMediaServer({ token: "other", name: "Cellar" });
  await add();
  await add(other.url, "wrong");
  const { detail } = await readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
  expect(detail).toMatchObject({ servers: 2, films: 150 });
  expect(detail?.problems).toEqual([
    `${new URL(other.url).host}: It refused the token (401). Enter a new one.`,
  ]);
  await other.close();
});

test("a server that is slow does not keep one that is named later from being read", async () => {
  const stopping = new AbortController();
  plex.faults.push({ path: /sections/, answer: () => {} });
  await add();
  const how = { timeoutMs: PATIENCE_MS, signal: stopping.signal };
  const reading = readDueServers(fresh.services, how);
  await expect.poll(() => plex.requests.length).toBeGreaterThan(0);
  const other = await startPlexMediaServer({ token: TOKEN, name: "Cellar" });
  await add(other.url);
  await expect
    .poll(async () => (await listPlexServers(admin)).map(({ name, films }) => [name, films]))
    .toEqual([
      [null, null],
      ["Cellar", 150],
    ]);
  stopping.abort();
  expect((await reading).detail).toMatchObject({ servers: 2, films: 150 });
  await other.close();
});

test("films that are not what they should be are left out, and odd fields count as missing", async () => {
  const odd = [
    { ratingKey: "1", guid: "plex://movie/1", title: "Fine\u0000 \ud800", year: "soon", thumb: 5 },
    { ratingKey: "2", guid: "plex://movie/2" },
    { ratingKey: "../3", guid: "plex://movie/3", title: "Path" },
    { ratingKey: "4", guid: "plex://movie/4", title: "x".repeat(5_000), Genre: [{ tag: "A" }, 7] },
    { ratingKey: "5", guid: "plex://movie/5", title: "Elsewhere", thumb: "//evil.example/a.jpg" },
    {
      ratingKey: "6",
      guid: "plex://movie/6",
      title: "Up",
      thumb: "/library/metadata/../../:/prefs",
    },
    { ratingKey: "7", guid: "g".repeat(600), title: "Long" },
    ...[null, "text", []],
  ];
  plex.films.splice(0, plex.films.length, ...(odd as never[]));
  await add();
  const { detail } = await readDueServers(fresh.services, { timeoutMs: PATIENCE_MS });
  expect(detail).toMatchObject({ films: 4, problems: [] });
  const { rows } = await fresh.services.pool.query(
    "select guid, length(title) as units, year, poster_path from plex_film order by guid",
  );
  expect(rows).toEqual([
    { guid: "plex://movie/1", units: 6, year: null, poster_path: null },
    { guid: "plex://movie/4", units: 500, year: null, poster_path: null },
    { guid: "plex://movie/5", units: 9, year: null, poster_path: null },
    { guid: "plex://movie/6", units: 2, year: null, poster_path: null },
  ]);
});

test("the test button says what the server has, and stores nothing", async () => {
  const { id } = await add();
  expect(await testPlexServer(admin, { id })).toEqual({
    host: new URL(plex.url).host,
    problem: null,
    libraries: 2,
    films: 150,
  });
  const { rows } = await fresh.services.pool.query("select 1 from plex_film");
  expect(rows).toEqual([]);
});

test("the stored token is not sent to another address", async () => {
  const { id } = await add();
  const other = await startPlexMediaServer({ token: TOKEN });
  await expect(changePlexServer(admin, { id, url: other.url })).rejects.toMatchObject({
    code: "invalid_document",
    message: "Enter the token as well when the address changes.",
  });
  await changePlexServer(admin, { id, url: `${plex.url}/web/index.html#!/` });
  await changePlexServer(admin, { id, url: other.url, token: TOKEN });
  expect((await testPlexServer(admin, { id })).problem).toBeNull();
  expect(other.requests.length).toBe(3);
  await other.close();
});

test("only admins may do any of it, and no refusal says the token", async () => {
  const { id } = await add();
  const input = { id, spaceId: fresh.spaceId, url: plex.url, token: TOKEN, timeZone: "UTC" };
  for (const verb of [addPlexServer, changePlexServer, readPlexServerNow, testPlexServer]) {
    await expect(verb(ines, input)).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(listPlexServers(ines)).rejects.toMatchObject({ code: "forbidden" });
  for (const token of ["", " ", "with space", "line\nbreak", "ü", "x".repeat(300)]) {
    const refused = await addPlexServer(admin, { ...input, token }).catch((error) => error);
    expect(refused.code).toBe("invalid_document");
    if (token.trim())
      expect(JSON.stringify([refused.message, refused.details])).not.toContain(token);
  }
  expect(await everyRow()).not.toContain(TOKEN);
});
