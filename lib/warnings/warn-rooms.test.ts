import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAllEvents } from "@/lib/event-feed/read-events";
import { extendRoom } from "@/lib/rooms/extend-room";
import { openServices } from "@/lib/runtime/services";
import { ines, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, type RoomSeed } from "@/lib/testing/open-room";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { recordSeenWarnings } from "./record-seen-warnings";
import { startWarnings } from "./start-warnings";
import { warnRooms } from "./warn-rooms";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await fresh.services.pool.query(
    "truncate space, room, room_warning, event, event_outbox, audit_entry, job_run, person cascade",
  );
  await openSpace(fresh.services.pool);
  await fresh.services.pool.query(
    "insert into person (id, username, name, last_sign_in_at) values ('7', 'ines', 'Ines', now())",
  );
});

async function open(name: string, set: string, seed: RoomSeed = {}): Promise<string> {
  const id = await openRoom(fresh.services.pool, { name, ...seed });
  await fresh.services.pool.query(`update room set ${set} where id = $1`, [id]);
  return id;
}

const warned = async () => (await warnRooms(fresh.services)).detail?.warned;
const rows = async (statement: string) => (await fresh.services.pool.query(statement)).rows;
const announced = async () =>
  (
    await rows(
      "select room_name from audit_entry where action = 'room.warn' order by room_name, id",
    )
  ).map((row) => row.room_name);

async function events() {
  await fresh.services.pool.query("select sequence_events(1000, false)");
  const all = await readAllEvents(fresh.services.pool, { after: "0", limit: 1000 });
  return all.filter(({ type }) => type === "room.expiring");
}

const SOON = "expires_at = now() + interval '6 days'";

describe("which rooms are announced", () => {
  test.each([
    ["it leaves within the days of warning", SOON, true],
    ["it leaves later", "expires_at = now() + interval '8 days'", false],
    ["it never leaves", "expires_at = null, expiry_kind = 'never'", false],
    ["it has expired", "expires_at = now() - interval '1 minute'", false],
    [
      "it is in the trash",
      `${SOON}, trashed_at = now(), trash_reason = 'deleted', purge_at = now()`,
      false,
    ],
    ["it is locked", `${SOON}, locked_at = now()`, true],
    [
      "its date was picked",
      "expiry_kind = 'date', expires_at = now() + interval '2 days', touched_at = now()",
      true,
    ],
    [
      "less than half of a short quiet period is over",
      "expiry_kind = 'idle', idle_days = 4, expires_at = now() + interval '50 hours'",
      false,
    ],
    [
      "more than half of a short quiet period is over",
      "expiry_kind = 'idle', idle_days = 4, expires_at = now() + interval '46 hours'",
      true,
    ],
  ])("%s: %s: %s", async (_, set, isAnnounced) => {
    await open("film club", set);
    expect(await warned()).toBe(isAnnounced ? 1 : 0);
    expect(await announced()).toEqual(isAnnounced ? ["film club"] : []);
    expect(await events()).toHaveLength(isAnnounced ? 1 : 0);
  });

  test("the space's own days of warning count", async () => {
    await fresh.services.pool.query("update space set warn_days = 3");
    await open("film club", SOON);
    expect(await warned()).toBe(0);
    await fresh.services.pool.query("update space set warn_days = 6");
    expect(await warned()).toBe(1);
  });
});

test("an announcement has its event, and its line of the history says by which ways", async () => {
  await fresh.services.pool.query("update space set warn_days = 20");
  const leavesAt = "2030-05-06T07:08:09.010Z";
  await fresh.services.pool.query("update space set warn_days = 3000");
  const far = await open("far", `expiry_kind = 'date', expires_at = '${leavesAt}'`);
  await open("near", SOON);
  await open("a stranger's", SOON, { creatorId: "9" });
  expect(await warned()).toBe(3);
  const [event] = (await events()).filter(({ room_name }) => room_name === "far");
  expect(event).toMatchObject({
    ...{ room_id: far, kind: "match", data: { expiresAt: leavesAt } },
  });
  const lines = await rows(
    `select room_name as name, actor_name as by, owner_id as owner, detail->'ways' as ways from audit_entry
     where action = 'room.warn' order by room_name`,
  );
  expect(lines).toEqual([
    // Nobody with that account has signed in, so no overview shows it to its owner.
    { name: "a stranger's", by: "Roomkeeper", owner: "9", ways: ["event"] },
    // The overview shows rooms that leave within a week.
    { name: "far", by: "Roomkeeper", owner: "7", ways: ["event"] },
    { name: "near", by: "Roomkeeper", owner: "7", ways: ["overview", "event"] },
  ]);
});

test("each time of leaving is announced once, and an extended room again when its new time is near", async () => {
  const roomId = await open("film club", SOON);
  expect([await warned(), await warned()]).toEqual([1, 0]);
  await extendRoom(ines, { roomId, days: 30 });
  expect(await warned()).toBe(0);
  await fresh.services.pool.query("update room set expires_at = now() + interval '5 days'");
  expect([await warned(), await warned()]).toEqual([1, 0]);
  expect(await events()).toHaveLength(2);
});

test("two instances announce each room once", async () => {
  const other = openServices(fresh.url, [TEST_SECRET]);
  const names = Array.from({ length: 450 }, (_, index) => `room ${index}`);
  for (const name of names) await openRoom(fresh.services.pool, { name });
  await fresh.services.pool.query(`update room set ${SOON}`);
  const [one, two] = [startWarnings(fresh.services, { everyMs: 5 }), startWarnings(other)];
  const third = startWarnings(other, { everyMs: 3 });
  await expect.poll(announced).toHaveLength(450);
  await Promise.all([one.stop(), two.stop(), third.stop()]);
  await other.close();
  expect(new Set(await announced()).size).toBe(450);
  expect(await events()).toHaveLength(450);
  expect(await rows("select count(*)::int as rooms from room_warning")).toEqual([{ rooms: 450 }]);
});

test("a room that is being extended at this moment is not announced", async () => {
  const roomId = await open("film club", SOON);
  const saving = await fresh.services.pool.connect();
  await saving.query("begin");
  await saving.query(
    "update room set expires_at = now() + interval '90 days', version = version + 1 where id = $1",
    [roomId],
  );
  const before = await warned();
  await saving.query("commit");
  saving.release();
  expect(before).toBe(0);
  expect(await warned()).toBe(0);
  expect(await events()).toEqual([]);
});

test("the owner's look is recorded once, for the present time of leaving, and nobody else's", async () => {
  const roomId = await open("film club", SOON);
  await recordSeenWarnings(ines, [roomId]);
  expect(await warned()).toBe(1);
  await recordSeenWarnings(sven, [roomId]);
  await Promise.all([recordSeenWarnings(ines, [roomId]), recordSeenWarnings(ines, [roomId])]);
  const seen = () =>
    rows("select actor_id, room_id from audit_entry where action = 'room.see-warning'");
  expect(await seen()).toEqual([{ actor_id: "7", room_id: roomId }]);
  await fresh.services.pool.query("update room set expires_at = now() + interval '5 days'");
  await recordSeenWarnings(ines, [roomId]);
  expect(await seen()).toHaveLength(1);
});
