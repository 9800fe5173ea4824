import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { openServices, setServices } from "@/lib/runtime/services";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer({ poolWaitMs: 2_000, admission: { soonMs: 1_000, waitMs: 2_000 } });
  token = await api.token();
});
afterAll(() => api.close());

const read = () => callApi(api, { method: "GET", path: "/api/v1/rooms", token });

test("if the pool is exhausted, callers get a 503 that does not name the database as the cause, and no request hangs", async () => {
  const { pool } = api.services;
  const taken = await Promise.all(
    Array.from({ length: LIMITS.poolConnectionsMax }, () => pool.connect()),
  );
  const answers = await Promise.all([read(), read(), read()]);
  for (const client of taken) client.release();
  for (const answer of answers) {
    expect([answer.status, answer.json.code]).toEqual([503, "overloaded"]);
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    // The request id is random and may spell a word by accident.
    const { requestId: _random, ...said } = answer.json;
    expect(JSON.stringify(said)).not.toMatch(/timeout|pg|postgres|connect/i);
  }
  expect((await read()).status).toBe(200);
});

test("64 writers of one room: none hangs, none fails, no write is lost", async () => {
  const body = roomDocument("crowd", { ratings: {}, userProgress: {} });
  await callApi(api, { method: "PUT", path: "/api/v1/room?name=crowd", token, body });
  const writers = Array.from({ length: 64 }, (_, writer) =>
    (async () => {
      for (let i = 0; i < 5; i += 1) {
        const entry = [`writer ${writer}`, "like", 1_790_000_000_000 + i];
        const append = () =>
          callApi(api, {
            method: "POST",
            path: "/api/v1/room/ratings?name=crowd",
            token,
            body: { ratings: { [`m${i}`]: [entry] } },
          });
        let answer = await append();
        while (answer.json.code === "overloaded") {
          const seconds = Number(answer.headers.get("retry-after"));
          await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
          answer = await append();
        }
        expect(answer.status).toBe(200);
      }
    })(),
  );
  await Promise.all(writers);
  const { json } = await callApi(api, { method: "GET", path: "/api/v1/room?name=crowd", token });
  expect(Object.values(json.ratings).flat()).toHaveLength(320);
  expect(json._metadata.version).toBe(321);
});

test("while the database is unavailable, replies are 503, the process is live but not ready, and it recovers with the database", async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as { port: number };
  await new Promise((resolve) => closed.close(resolve));
  const away = openServices(`postgresql://u:secretword@127.0.0.1:${port}/d`, ["test-secret"]);
  setServices(away);
  const answer = await read();
  expect([answer.status, answer.json.code]).toEqual([503, "unavailable"]);
  expect(answer.text).not.toMatch(/secretword|ECONNREFUSED|127\.0\.0\.1/);
  const get = (path: string) => callApi(api, { method: "GET", path });
  expect((await get("/api/health/live")).status).toBe(200);
  const ready = await get("/api/health/ready");
  expect([ready.status, ready.json.status]).toEqual([503, "unavailable"]);
  expect(ready.text).not.toMatch(/secretword|ECONNREFUSED/);
  setServices(api.services);
  await away.close();
  expect((await read()).status).toBe(200);
});
