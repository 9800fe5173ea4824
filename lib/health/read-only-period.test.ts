import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { createRoomkeeper } from "@/lib/entries/roomkeeper";
import type { SerializedRoom } from "@/lib/match/room";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { onServer } from "@/lib/testing/fresh-database";

/** A failover: for a while, new sessions are read-only and open ones are closed. */

let api: ApiServer;
let name: string;
beforeAll(async () => {
  api = await startApiServer({ examinationWaitMs: LIMITS.examinationWaitMs });
  name = new URL(api.databaseUrl).pathname.slice(1);
});
afterAll(() => api.close());

const document = (roomName: string) =>
  roomDocument(roomName, { ratings: {}, userProgress: {} }) as unknown as SerializedRoom;
const status = async (path: string) => (await callApi(api, { method: "GET", path })).status;

async function setReadOnly(state: "on" | "off"): Promise<void> {
  await onServer(`alter database ${name} set default_transaction_read_only = ${state}`);
}

async function cutSessions(): Promise<void> {
  await onServer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  );
}

/** Repeats the request until the status is as wanted. bench/two-instances.ts measures how long that takes. */
async function untilReadyIs(wanted: number): Promise<void> {
  while ((await status("/api/health/ready")) !== wanted) await sleep(100);
}

test("while the database is read-only, ready reports it, the client waits, and nothing is lost", async () => {
  const token = await api.token();
  const roomkeeper = createRoomkeeper({ url: api.url, token });
  await roomkeeper.saveRoom(document("before"));
  await expect.poll(() => status("/api/health/ready")).toBe(200);

  await setReadOnly("on");
  await cutSessions();
  await untilReadyIs(503);
  expect(await status("/api/health/live")).toBe(200);
  const save = { method: "PUT", path: "/api/v1/room?name=direct", token } as const;
  const refused = await callApi(api, { ...save, body: roomDocument("direct") });
  expect([refused.status, refused.json.code]).toEqual([503, "unavailable"]);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  const saved = roomkeeper.saveRoom(document("meanwhile")).then(
    () => "kept",
    (error) => `refused: ${error.message}`,
  );
  // Sessions that start now stay read-only until they end.
  await Promise.all(Array.from({ length: 20 }, () => callApi(api, { ...save, body: {} })));

  await setReadOnly("off");
  await untilReadyIs(200);
  expect(await saved).toBe("kept");
  for (const roomName of ["before", "meanwhile"]) {
    expect(await roomkeeper.getRoom(roomName)).toMatchObject({ roomName });
  }
  // No session of the read-only period is used again: every write is accepted.
  const writer = async (which: number) => {
    for (let i = 0; i < 10; i += 1) {
      const roomName = `after ${which} ${i}`;
      const path = `/api/v1/room?name=${encodeURIComponent(roomName)}`;
      const put = await callApi(api, { ...save, path, body: roomDocument(roomName) });
      expect([put.status, put.text]).toEqual([201, expect.any(String)]);
    }
  };
  await Promise.all([writer(1), writer(2), writer(3)]);
  await roomkeeper.close();
});
