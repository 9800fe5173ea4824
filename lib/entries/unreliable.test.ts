import { afterAll, beforeAll, expect, test } from "vitest";
import type { RoomEvent } from "@/lib/event-feed/event";
import type { SerializedRoom } from "@/lib/match/room";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { chanceOf, runSeed } from "@/lib/testing/chance";
import { expectRecordedRooms } from "@/lib/testing/check-recorded-rooms";
import { recordedTrace } from "@/lib/testing/recorded-moviematch";
import { replayTrace } from "@/lib/testing/replay-trace";
import { type Instance, startInstance } from "@/lib/testing/start-instance";
import { startUnreliableProxy } from "@/lib/testing/unreliable-proxy";
import { createRoomkeeper } from "./roomkeeper";

/** The guarantees of the client while the network and the API fail. */

const SEED = runSeed();
const CREATED = "2026-10-01T20:00:00.000Z";
const trace = recordedTrace();
const roomsOfTrace = new Set(trace.map(({ body }) => body.roomName)).size;

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer();
});
afterAll(() => api?.close());

async function newToken(space: string): Promise<string> {
  return api.token(undefined, await api.space(space));
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("the recorded trace: at most one save of a room is in flight, and every room is stored as recorded", async () => {
  const proxy = await startUnreliableProxy({ target: () => api.url });
  const client = createRoomkeeper({ url: proxy.url, token: await newToken("trace") });
  const saves = await replayTrace(trace, "sentAt", (room) => client.saveRoom(room));
  expect(saves.filter(({ outcome }) => outcome !== "accepted")).toEqual([]);
  expect(proxy.savesAtOnce()).toBe(1);
  expect(proxy.counts().requests).toBeLessThan(trace.length);
  expectRecordedRooms({ rooms: await client.listRooms(), trash: await client.listTrash() });
  await client.close();
  await proxy.close();
});

test("the API is killed three times: nothing is lost, and the queue stays within its limit", async () => {
  let instance: Instance = await startInstance(api.databaseUrl);
  let kills = 0;
  const proxy = await startUnreliableProxy({ target: () => instance.url });
  const client = createRoomkeeper({ url: proxy.url, token: await newToken("killed") });
  const refused: unknown[] = [];
  let mostChanges = 0;
  let mostRooms = 0;
  let restarted = Promise.resolve();
  const restart = async () => {
    await instance.kill();
    kills += 1;
    instance = await startInstance(api.databaseUrl);
  };
  // Like MovieMatch: it does not wait for a save before it makes the next one.
  for (const [index, { body }] of trace.toSorted((a, b) => a.sentAt - b.sentAt).entries()) {
    client.saveRoom(body).catch((error: unknown) => refused.push(error));
    if ([400, 1_200, 2_000].includes(index)) restarted = restarted.then(restart);
    const { changes, rooms } = client.buffered();
    mostChanges = Math.max(mostChanges, changes);
    mostRooms = Math.max(mostRooms, rooms);
    if (index % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    else await turn();
  }
  await restarted;
  await client.flush();
  expect([kills, refused]).toEqual([3, []]);
  expect(mostRooms).toBeLessThanOrEqual(roomsOfTrace);
  // One save is in flight and one waits. A room that was opened again meanwhile has both incarnations there.
  expect(mostChanges).toBeLessThanOrEqual(3 * roomsOfTrace);
  expect(proxy.savesAtOnce()).toBe(1);
  expectRecordedRooms({ rooms: await client.listRooms(), trash: await client.listTrash() });
  await client.close();
  await proxy.close();
  await instance.kill();
});

test(`the connections of a fifth of 5,000 operations are cut: none is lost, none is carried out twice (seed ${SEED})`, async () => {
  const chance = chanceOf(SEED);
  const proxy = await startUnreliableProxy({ target: () => api.url, cutShare: 0.2, chance });
  const client = createRoomkeeper({
    url: proxy.url,
    token: await newToken("cut"),
    batchMax: 10,
  });
  const names = Array.from({ length: 200 }, (_, index) => `room ${index}`);
  const room = (roomName: string): SerializedRoom => ({
    roomName,
    sort: "random",
    createdAt: CREATED,
    creatorPlexUserId: 1,
    creatorPlexUsername: "mara_k",
  });
  await Promise.all(names.map((name) => client.saveRoom(room(name))));
  const all: Promise<unknown>[] = [];
  const expected = { rates: 0, takenBack: 0, deletions: 0 };
  for (let operations = 0; operations < 5_000; operations += 1) {
    const name = names[Math.floor(chance() * names.length)] ?? "";
    const dice = chance();
    if (dice < 0.9) {
      const film = `film ${operations}`;
      expected.rates += 1;
      all.push(client.appendRatings(name, { [film]: [["Ann", "like", operations]] }));
      if (dice < 0.05) {
        operations += 1;
        expected.takenBack += 1;
        const key = { mediaId: film, userName: "Ann" };
        all.push(client.takeBackRating(name, key).then((was) => expect(was).toBe(true)));
      }
    } else {
      operations += 1;
      expected.deletions += 1;
      all.push(client.deleteRoom(name), client.restoreRoom(name, CREATED));
    }
    if (operations % 3 === 0) await turn();
  }
  await Promise.all(all);
  await client.close();
  const { requests, cut } = proxy.counts();
  expect(requests).toBeGreaterThan(200);
  expect(cut / requests).toBeGreaterThan(0.1);
  await proxy.close();

  const { rows } = await api.services.pool.query(
    `select
       (select count(*)::int from room_rating x where x.space_id = s.id) as rates,
       (select count(*)::int from room_rating x where x.space_id = s.id and x.value is null) as "takenBack",
       (select count(*)::int from audit_entry a where a.space_id = s.id and a.action = 'room.delete'
         and a.outcome = 'done') as deletions,
       (select count(*)::int from audit_entry a where a.space_id = s.id and a.action = 'room.restore'
         and a.outcome = 'done') as restores,
       (select count(*)::int from room r where r.space_id = s.id and r.trashed_at is null) as open
     from space s where s.name = 'cut'`,
  );
  expect(rows).toEqual([{ ...expected, restores: expected.deletions, open: names.length }]);
});

test(`events through a proxy that kills connections: each once and in order (seed ${SEED})`, async () => {
  const chance = chanceOf(SEED);
  const token = await newToken("events");
  const proxy = await startUnreliableProxy({ target: () => api.url });
  const writer = createRoomkeeper({ url: api.url, token });
  const listener = createRoomkeeper({ url: proxy.url, token });
  const heard: RoomEvent[] = [];
  const opened = new Promise<void>((resolve) => listener.on("events.opened", () => resolve()));
  listener.on("room.*", (event) => heard.push(event));
  listener.on("room.created", () => {
    throw new Error("a handler that throws");
  });
  await opened;
  const room = {
    sort: "random",
    createdAt: CREATED,
    creatorPlexUserId: 1,
    creatorPlexUsername: "m",
  };
  for (let round = 0; round < 120; round += 1) {
    const roomName = `room ${Math.floor(chance() * 10)}`;
    await writer.saveRoom({
      ...room,
      roomName,
      ratings: { [`f${round}`]: [["Ann", "like", round]] },
    });
    if (chance() < 0.1) proxy.cutAll();
  }
  const { rows } = await api.services.pool.query(
    `select e.id::text as id from (select id, space_id from event union all select null, space_id from event_outbox) e
     where e.space_id = (select id from space where name = 'events') order by e.id`,
  );
  expect(rows.length).toBe(120);
  await expect.poll(() => heard.length).toBe(rows.length);
  expect(heard.map(({ id }) => Number(id))).toEqual(
    heard.map(({ id }) => Number(id)).sort((a, b) => a - b),
  );
  expect(new Set(heard.map(({ id }) => id)).size).toBe(rows.length);
  await Promise.all([listener.close(), writer.close()]);
  await proxy.close();
});
