import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { chanceOf, runSeed } from "@/lib/testing/chance";
import { readStream, type SentEvent } from "@/lib/testing/read-stream";
import { type Instance, startInstance } from "@/lib/testing/start-instance";
import { startRedis } from "@/lib/testing/start-redis";

let api: ApiServer;
let second: Instance;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  second = await startInstance(api.databaseUrl);
  token = await api.token(["rooms:read", "rooms:write", "rooms:delete", "events:read"]);
});
afterAll(async () => {
  await second?.kill();
  await api?.close();
});

const SEED = runSeed();
const chance = chanceOf(SEED);

const either = () => (chance() < 0.5 ? api.url : second.url);

function send(method: string, path: string, body?: unknown) {
  return callApi({ url: either() }, { method, path: `/api/v1/${path}`, token, body });
}

/** Four simultaneous writers: saves, ratings, deletions, restores. Resolves when all have a reply. */
async function writeMuch(rooms: number, rounds: number): Promise<void> {
  const created = "2026-10-01T20:00:00.000Z";
  await Promise.all(
    Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; round < rounds; round += 1) {
        const name = `room-${Math.floor(chance() * rooms)}`;
        const film = `m${writer}-${round}`;
        const dice = chance();
        const answer =
          dice < 0.2
            ? await send("PUT", `room?name=${name}`, roomDocument(name))
            : dice < 0.75
              ? await send("POST", `room/ratings?name=${name}`, {
                  ratings: { [film]: [[`p${writer}`, "like", round]] },
                })
              : dice < 0.8
                ? await send("DELETE", `room?name=${name}`)
                : await send("POST", `room/restore?name=${name}&createdAt=${created}`);
        expect(answer.status).toBeLessThan(500);
      }
    }),
  );
}

/** Listens, is killed after a random number of events, and continues at either instance after the last id. */
async function listen(from: string, untilId: () => string | undefined): Promise<SentEvent[]> {
  const seen: SentEvent[] = [];
  let lastEventId = from;
  while (lastEventId !== untilId()) {
    const killed = new AbortController();
    const patience = 1 + Math.floor(chance() * 40);
    const alarm = setTimeout(() => killed.abort(), 1_500);
    let taken = 0;
    try {
      const url = `${either()}/api/v1/events`;
      for await (const sent of readStream(url, { token, lastEventId, signal: killed.signal })) {
        if (!sent.event) continue;
        if (sent.event === "stream.opened") expect(sent.data.missed).toBe(false);
        else seen.push(sent);
        lastEventId = sent.id;
        taken += 1;
        if (taken >= patience || lastEventId === untilId()) break;
      }
    } catch (error) {
      if (!killed.signal.aborted) throw error;
    } finally {
      clearTimeout(alarm);
      killed.abort();
    }
  }
  return seen;
}

test(`consumers killed at random see every event once and in order, on two instances (seed ${SEED})`, async () => {
  const { json } = await callApi(api, { method: "GET", path: "/api/v1/events", token });
  let end: string | undefined;
  const consumers = Array.from({ length: 3 }, () => listen(json.nextCursor, () => end));
  await writeMuch(8, 200);
  await expect
    .poll(async () => {
      const { rows } = await api.services.pool.query(
        "select (select count(*)::int from event_outbox) as waiting, (select max(id)::text from event) as last",
      );
      if (rows[0].waiting === 0) end = rows[0].last;
      return rows[0].waiting;
    })
    .toBe(0);
  const { rows } = await api.services.pool.query(
    "select id::text, room_id, version from event order by event.id",
  );
  expect(rows.length).toBeGreaterThan(200);
  for (const seen of await Promise.all(consumers)) {
    expect(seen.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  }
  const versions = new Map<string, number>();
  for (const { room_id, version } of rows) {
    expect(version).toBeGreaterThan(versions.get(room_id) ?? 0);
    versions.set(room_id, version);
  }
});

test("the other instance gets the event of a change at once, and not only at its next poll", async () => {
  const stream = readStream(`${second.url}/api/v1/events`, { token });
  await stream.next();
  await stream.next();
  const heard = (async () => {
    for await (const sent of stream) if (sent.event) return sent;
  })();
  const name = "quick";
  await callApi(api, {
    method: "PUT",
    path: `/api/v1/room?name=${name}`,
    token,
    body: roomDocument(name),
  });
  expect((await heard)?.data.room.name).toBe(name);
  await stream.return(undefined);
});

test("also over Redis, and a second later while Redis is unavailable", async () => {
  const redis = await startRedis();
  const [one, two] = await Promise.all(
    [1, 2].map(() => startInstance(api.databaseUrl, { REDIS_URL: redis.url })),
  );
  const stream = readStream(`${two?.url}/api/v1/events`, { token });
  const next = async () => {
    for (;;) {
      const { value, done } = await stream.next();
      if (done) return undefined;
      if (value.event.startsWith("room.")) return value.data.room.name;
    }
  };
  const save = (name: string) =>
    callApi(
      { url: one?.url ?? "" },
      { method: "PUT", path: `/api/v1/room?name=${name}`, token, body: roomDocument(name) },
    );
  await stream.next();
  await stream.next();
  await save("by-redis");
  expect(await next()).toBe("by-redis");
  await redis.stop();
  await save("without-redis");
  expect(await next()).toBe("without-redis");
  await stream.return(undefined);
  await Promise.all([one?.kill(), two?.kill()]);
  await redis.remove();
});
