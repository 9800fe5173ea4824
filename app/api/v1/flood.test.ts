import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { type ApiAnswer, callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";

let api: ApiServer | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

function save(server: ApiServer, token: string, name: string, ratings = {}): Promise<ApiAnswer> {
  return callApi(server, {
    method: "PUT",
    path: `/api/v1/room?name=${encodeURIComponent(name)}`,
    token,
    body: roomDocument(name, { ratings, userProgress: {} }),
  });
}

test("while a room's row is locked, its queue fills, further writes are refused immediately, and other rooms work", async () => {
  const patient = { soonMs: 1e9, waitMs: 1e9 };
  const admission = { ...patient, atOnce: { write: 2 }, waitingMax: 4 };
  const server = await startApiServer({ admission, lockMs: 600_000, poolWaitMs: 600_000 });
  api = server;
  const flood = await server.token();
  const other = await server.token();
  for (const name of ["hot", "quiet"]) expect((await save(server, flood, name)).status).toBe(201);
  const holder = new pg.Client({ connectionString: server.databaseUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from room where name = 'hot' for update");

  const answers: ApiAnswer[] = [];
  const saves = Array.from({ length: 12 }, (_, index) =>
    save(server, flood, "hot", { [`film ${index}`]: [["Ann", "like", 1_790_000_000_000]] }).then(
      (answer) => answers.push(answer),
    ),
  );
  // One write of the room runs and four wait; all others get a reply while the row is still locked.
  await expect.poll(() => answers.length).toBe(7);
  for (const { status, json, headers } of answers) {
    expect([status, json.code]).toEqual([503, "overloaded"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(server.services.admission.load("write")).toEqual({ running: 1, waiting: 4 });
  expect((await save(server, other, "quiet")).status).toBe(200);
  const read = { method: "GET", path: "/api/v1/room?name=hot", token: other };
  expect((await callApi(server, read)).status).toBe(200);
  expect((await callApi(server, { ...read, path: "/api/v1/rooms" })).status).toBe(200);
  // Of two writes to the locked room, the one whose token has fewer waiting requests runs first.
  const late = save(server, other, "hot", { late: [["Ann", "like", 1_790_000_000_000]] });
  await expect.poll(() => answers.length).toBe(8);

  await holder.query("rollback");
  await holder.end();
  expect((await late).status).toBe(200);
  await Promise.all(saves);
  expect(answers.map(({ status }) => status)).toEqual([
    ...Array(8).fill(503),
    ...Array(4).fill(200),
  ]);
  const { json } = await callApi(server, read);
  expect(Object.keys(json.ratings)).toHaveLength(5);
});

test("a batch waits in the queue of each room that it writes, and while it waits for a row it blocks no other room", async () => {
  const server = await startApiServer({
    admission: { soonMs: 1e9, waitMs: 1e9, atOnce: { write: 2 } },
    lockMs: 600_000,
    poolWaitMs: 600_000,
  });
  api = server;
  const token = await server.token();
  const names = ["hot", "a", "b"];
  for (const name of names) expect((await save(server, token, name)).status).toBe(201);
  const holder = new pg.Client({ connectionString: server.databaseUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from room where name = 'hot' for update");
  const operations = names.map((name) => ({ op: "save", room: roomDocument(name) }));
  const batches = [1, 2, 3].map(() =>
    callApi(server, { method: "POST", path: "/api/v1/batch", token, body: { operations } }),
  );
  await expect
    .poll(() => server.services.admission.load("write"))
    .toEqual({ running: 1, waiting: 2 });
  expect((await save(server, token, "a")).status).toBe(200);
  await holder.query("rollback");
  await holder.end();
  for (const { status, json } of await Promise.all(batches)) {
    expect(status).toBe(200);
    expect(json.results.map((result: { status: number }) => result.status)).toEqual([
      200, 200, 200,
    ]);
  }
});

test("if 128 callers wait as long as Retry-After says, all succeed, nothing is lost, and no reply says that the database fails", async () => {
  const server = await startApiServer({ admission: { soonMs: 1_000, waitMs: 2_000 } });
  api = server;
  const tokens = await Promise.all([1, 2, 3].map(() => server.token()));
  const codes = new Set<string>();
  const caller = async (index: number) => {
    const token = tokens[index % tokens.length] as string;
    const name = index % 2 === 0 ? "hot" : `room ${index % 16}`;
    for (let tries = 1; ; tries += 1) {
      const film = { [`film ${index}`]: [["Ann", "like", 1_790_000_000_000]] };
      const { status, json, headers } = await save(server, token, name, film);
      if (status < 300) return;
      codes.add(json.code);
      const seconds = Number(headers.get("retry-after"));
      expect([status, seconds > 0, tries < 100]).toEqual([503, true, true]);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  };
  await Promise.all(Array.from({ length: 128 }, (_, index) => caller(index)));
  expect([...codes].filter((code) => code !== "overloaded")).toEqual([]);
  const { rows } = await server.services.pool.query("select count(*)::int as n from room_rating");
  expect(rows[0].n).toBe(128);
});
