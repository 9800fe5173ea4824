import type { QueryConfig } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ApiAnswer, callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import type { Scope } from "@/lib/tokens/token";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  // On a busy machine, requests that a test delays on purpose may take longer.
  api = await startApiServer({ lockMs: 600_000, poolWaitMs: 600_000 });
  await surroundWithOtherKinds(api.services.pool);
  token = await api.token();
});
afterAll(() => api.close());

const CREATED = "2026-10-01T20:00:00.000Z";

function batch(operations: unknown, key?: string, as = token) {
  const headers = key === undefined ? undefined : { "idempotency-key": key };
  const body = { operations };
  return callApi(api, { method: "POST", path: "/api/v1/batch", token: as, body, headers });
}

const save = (name: string, changes = {}) => ({ op: "save", room: roomDocument(name, changes) });
const rate = (name: string, film: string, who = "Ann", at = 5) => ({
  op: "rate",
  name,
  ratings: { [film]: [[who, "like", at]] },
});

async function read(name: string) {
  const path = `/api/v1/room?name=${encodeURIComponent(name)}`;
  return callApi(api, { method: "GET", path, token });
}

const statuses = (answer: { json: { results: { status: number }[] } }) =>
  answer.json.results.map(({ status }) => status);

test("operations of one room run in order, each with its own status", async () => {
  const answer = await batch([
    save("mixed"),
    rate("mixed", "m1"),
    rate("mixed", "m1", "bob", 9),
    { op: "takeBack", name: "mixed", mediaId: "m1", userName: "Ann" },
    { op: "delete", name: "mixed" },
    rate("mixed", "m2"),
    { op: "restore", name: "mixed", createdAt: CREATED },
    rate("mixed", "m3"),
    save("mixed", { createdAt: "2026-11-01T20:00:00.000Z", ratings: {} }),
    rate("mixed", "m4"),
  ]);
  expect(answer.status).toBe(200);
  expect(statuses(answer)).toEqual([201, 200, 200, 200, 204, 410, 204, 200, 201, 200]);
  const { results } = answer.json;
  expect(results[3]).toMatchObject({ takenBack: true, _metadata: { version: 4 } });
  expect(results[5].problem).toMatchObject({ code: "gone", reason: "deleted", status: 410 });
  expect(results[8]._metadata.version).toBe(1);
  expect(Object.keys((await read("mixed")).json.ratings)).toEqual(["m4"]);
});

test("a refused operation does not stop the others, and has the same error as a single request", async () => {
  await batch([save("locked"), save("fine")]);
  await api.services.pool.query(
    "update room set locked_at = now(), locked_by = '1', lock_reason = 'loud' where kind = 'match' and name = 'locked'",
  );
  const answer = await batch([
    rate("locked", "m1"),
    rate("fine", "m1"),
    rate("nowhere", "m1"),
    { op: "rate", name: "fine", ratings: { m1: [["Ann", "like", -1]] } },
    { op: "save", room: { roomName: "half" } },
    { op: "dance", name: "fine" },
    rate("fine", "m2\u0000"),
    { op: "delete", name: "nowhere" },
    { op: "rate", name: "", ratings: {} },
  ]);
  expect(statuses(answer)).toEqual([423, 200, 404, 422, 422, 422, 422, 204, 404]);
  expect(answer.json.results[3].problem.errors[0].pointer).toBe("/ratings/m1/0/2");
  const alone = await callApi(api, {
    method: "POST",
    path: "/api/v1/room/ratings?name=locked",
    token,
    body: { ratings: { m1: [["Ann", "like", 5]] } },
  });
  const { requestId: _, ...problem } = answer.json.results[0].problem;
  expect(alone.json).toMatchObject(problem);
});

test.each<[Scope, number[]]>([
  ["rooms:write", [200, 403]],
  ["rooms:delete", [403, 204]],
])("a token with only %s can do only what this scope allows", async (scope, expected) => {
  await batch([save(scope)]);
  const as = await api.token([scope]);
  expect(
    statuses(await batch([rate(scope, "m"), { op: "delete", name: scope }], undefined, as)),
  ).toEqual(expected);
});

test("a token that may only read is refused", async () => {
  const as = await api.token(["rooms:read"]);
  expect((await batch([rate("x", "m")], undefined, as)).status).toBe(403);
});

test.each([
  ["no operations", []],
  ["a thousand and one", Array.from({ length: 1001 }, () => rate("x", "m"))],
  ["no list", { op: "rate" }],
  ["an operation of an unknown kind", [7]],
])("%s: the whole batch is refused", async (_, operations) => {
  const refused = await batch(operations);
  expect([refused.status, refused.json.code]).toEqual([422, "invalid_document"]);
});

/** How many statements of a name the pool ran meanwhile. */
async function countStatements(name: string, work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(api.services.pool, "query");
  await work();
  const count = query.mock.calls.filter(
    ([given]) => (given as unknown as QueryConfig).name === name,
  ).length;
  query.mockRestore();
  return count;
}

test.each([1, 250])(
  "1,000 ratings of %d rooms reach the database in a few statements",
  async (rooms) => {
    const names = Array.from({ length: rooms }, (_, index) => `bulk ${rooms}/${index}`);
    await batch(names.map((name) => save(name, { ratings: {}, userProgress: {} })));
    const operations = Array.from({ length: 1000 }, (_, index) =>
      rate(names[index % rooms] ?? "", `m${index}`),
    );
    let answer: Awaited<ReturnType<typeof batch>> | undefined;
    const statements = await countStatements("append-ratings", async () => {
      answer = await batch(operations);
    });
    expect(statements).toBeLessThanOrEqual(5);
    expect(new Set(statuses(answer as never))).toEqual(new Set([200]));
    const { rows } = await api.services.pool.query(
      `select count(*)::int as ratings, count(distinct room_id)::int as rooms from room_rating
     where room_id in (select id from room where name = any ($1))`,
      [names],
    );
    expect(rows).toEqual([{ ratings: 1000, rooms }]);
    const versions = answer?.json.results.map(
      (one: { _metadata: { id: string; version: number } }) =>
        `${one._metadata.id}.${one._metadata.version}`,
    );
    expect(new Set(versions).size).toBe(1000);
  },
);

test("single appends that arrive together share statements, and each gets the next version", async () => {
  await batch([save("queue")]);
  const versions: number[] = [];
  const statements = await countStatements("append-ratings", async () => {
    // Another transaction locks the room, so that all of them arrive while the first ones wait.
    const holder = await api.services.pool.connect();
    await holder.query("begin");
    await holder.query("select 1 from room where name = 'queue' for update");
    const answers = Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        callApi(api, {
          method: "POST",
          path: "/api/v1/room/ratings?name=queue",
          token,
          body: { ratings: { [`m${index}`]: [["Ann", "like", 5]] } },
        }),
      ),
    );
    const { admission } = api.services;
    await expect.poll(() => admission.load("append").running).toBe(100);
    await holder.query("commit");
    holder.release();
    versions.push(...(await answers).map(({ json }) => json._metadata.version));
  });
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 2));
  expect(statements).toBeLessThan(20);
  expect((await read("queue")).json._metadata.version).toBe(101);
});

test("a batch with a key is carried out once and as a whole", async () => {
  const operations = [save("keyed"), rate("keyed", "m1"), rate("nowhere", "m1")];
  const first = await batch(operations, "batch-1");
  expect(statuses(first)).toEqual([201, 200, 404]);
  const again = await batch(operations, "batch-1");
  expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
  expect((await read("keyed")).json._metadata.version).toBe(2);

  const { pool } = api.services;
  await pool.query(`
    create function refuse() returns trigger language plpgsql as
      $$ begin if new.media_id = 'poison' then raise 'no'; end if; return new; end $$;
    create trigger refuse before insert on room_rating for each row execute function refuse()`);
  const whole = [
    save("whole 1"),
    rate("whole 1", "m1"),
    save("whole 2"),
    rate("whole 2", "poison"),
  ];
  expect((await batch(whole, "batch-2")).status).toBe(500);
  expect((await read("whole 1")).status).toBe(404);
  const parts = await batch(whole);
  expect(statuses(parts)).toEqual([201, 200, 201, 500]);
  await pool.query("drop trigger refuse on room_rating; drop function refuse");
  expect(statuses(await batch(whole, "batch-2"))).toEqual([200, 200, 200, 200]);
});

/** Repeats a request as long as it is refused with `overloaded`, as callers do. */
async function untilBegun(send: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (;;) {
    const answer = await send();
    const codes = [answer.json.code, ...(answer.json.results ?? []).map(codeOf)];
    if (!codes.includes("overloaded")) return answer;
    const seconds = Number(answer.headers.get("retry-after") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

const codeOf = ({ problem }: { problem?: { code: string } }) => problem?.code;

test("batches that write the same rooms in opposite order all succeed", async () => {
  const names = Array.from({ length: 20 }, (_, index) => `cross ${index}`);
  await batch(names.map((name) => save(name)));
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, turn) => {
      const order = turn % 2 ? names : [...names].reverse();
      const operations = order.flatMap((name) => [save(name), rate(name, `m${turn}`, `p${turn}`)]);
      return untilBegun(() => batch(operations, turn % 3 ? `cross ${turn}` : undefined));
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.flatMap(statuses as never))).toEqual(new Set([200]));
  const counts = await Promise.all(names.map(async (name) => (await read(name)).json));
  for (const room of counts) expect(Object.keys(room.ratings)).toHaveLength(13);
});
