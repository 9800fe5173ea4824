import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { admin, ines, nobody, person, sven } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { changeRooms } from "./change-rooms";
import { listRoomIds } from "./list-room-ids";
import { listTrash, listTrashIds } from "./list-trash";
import { lockRoom } from "./lock-room";
import { previewRooms } from "./preview-rooms";
import { readRoomsFilter } from "./rooms-filter";
import { undoBulk } from "./undo-bulk";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  await surroundWithOtherKinds(context.pool);
  setServices(context);
});
afterAll(async () => {
  setServices(undefined);
  await context.close();
  await database.drop();
});
beforeEach(async () => {
  await context.pool.query("truncate space, room, room_tombstone, audit_entry cascade");
  await openSpace(context.pool);
});

async function openMany(count: number, creatorId = "7"): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    ids.push(await openRoom(context.pool, { name: `${creatorId} room ${i}`, creatorId }));
  }
  return ids;
}

async function rules() {
  const { rows } = await context.pool.query(
    "select id, expiry_kind, keep_until, expires_at, trashed_at is not null as trashed from room where kind = 'match' order by id",
  );
  return rows;
}

test("many rooms are extended, each with an audit row, and one undo restores all of them exactly", async () => {
  const roomIds = await openMany(12);
  const before = await rules();
  const outcome = await changeRooms(ines, { action: "extend", roomIds, days: 30 });
  expect(outcome).toMatchObject({ done: 12, refused: [] });
  expect(await rules()).not.toEqual(before);
  const { rows } = await context.pool.query(
    "select count(*)::int as n from audit_entry where action = 'room.extend' and detail->>'bulk' = $1",
    [outcome.bulk],
  );
  expect(rows).toEqual([{ n: 12 }]);
  expect(await undoBulk(ines, { bulk: outcome.bulk ?? "" })).toMatchObject({ done: 12 });
  expect(await rules()).toEqual(before);
});

test.each(["delete", "expire"] as const)("%s of many is undone by one restore", async (action) => {
  const roomIds = await openMany(5);
  const before = await rules();
  const { bulk } = await changeRooms(ines, { action, roomIds });
  expect((await rules()).every((room) => room.trashed)).toBe(true);
  await undoBulk(ines, { bulk: bulk ?? "" });
  expect(await rules()).toEqual(before);
});

test("refused rooms do not stop the others, and are counted by code", async () => {
  const own = await openMany(3);
  const foreign = await openMany(2, "8");
  await lockRoom(admin, { roomId: own[0] ?? "", reason: "Too loud." });
  const roomIds = [...own, ...own, ...foreign, "rm_unknown"];
  const expected = {
    refused: expect.arrayContaining([
      { code: "locked", count: 1 },
      { code: "not_found", count: 3 },
    ]),
  };
  await context.pool.query(
    "update room set last_activity_at = now(), rating_count = case when id = $1 then 1 else 0 end where id = any ($2)",
    [own[1], own],
  );
  const preview = await previewRooms(ines, { action: "delete", roomIds });
  expect(preview).toMatchObject({ would: 2, inUse: 1, ...expected });
  expect((await rules()).some((room) => room.trashed)).toBe(false);
  expect(await changeRooms(ines, { action: "delete", roomIds })).toMatchObject({
    done: 2,
    ...expected,
  });
});

test("only the person who made a bulk change can undo it, and only once", async () => {
  const roomIds = await openMany(2);
  const { bulk } = await changeRooms(ines, { action: "delete", roomIds });
  for (const stranger of [sven, admin]) {
    await expect(undoBulk(stranger, { bulk: bulk ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  await expect(undoBulk(nobody, { bulk: bulk ?? "" })).rejects.toMatchObject({
    code: "unauthorized",
  });
  await undoBulk(ines, { bulk: bulk ?? "" });
  expect(await undoBulk(ines, { bulk: bulk ?? "" })).toMatchObject({
    done: 0,
    refused: [{ code: "conflict", count: 2 }],
  });
});

test("a purge has no undo, and too many rooms are refused", async () => {
  const roomIds = await openMany(2);
  await changeRooms(ines, { action: "delete", roomIds });
  expect(await changeRooms(ines, { action: "purge", roomIds })).toEqual({
    done: 2,
    refused: [],
    bulk: null,
  });
  const tooMany = Array.from({ length: LIMITS.bulkRoomsMax + 1 }, (_, i) => `rm_${i}`);
  await expect(changeRooms(ines, { action: "extend", roomIds: tooMany })).rejects.toMatchObject({
    code: "invalid_request",
  });
});

test("the ids of a filter are only an owner's own rooms", async () => {
  const own = await openMany(3);
  await openMany(2, "8");
  const filter = readRoomsFilter({ q: "room", whose: "everyone" });
  expect(await listRoomIds(ines, { filter })).toEqual([...own].sort());
  expect((await listRoomIds(admin, { filter })).length).toBe(5);
});

test("the trash lists an owner's own rooms, also before the sweeper moved them, with their successors", async () => {
  const [gone = "", due = ""] = await openMany(2);
  const [other = ""] = await openMany(1, "8");
  await changeRooms(ines, { action: "delete", roomIds: [gone] });
  await changeRooms(sven, { action: "delete", roomIds: [other] });
  await context.pool.query("update room set expires_at = now() where id = $1", [due]);
  const saved = await saveSeed(context.pool, {
    name: "7 room 0",
    creatorId: "8",
    creatorName: "Sven",
    createdAt: new Date("2026-11-03T00:00:00Z"),
  });
  const page = await listTrash(ines);
  expect(page).toMatchObject({ total: 2, owners: 1, nextCursor: null });
  expect(page.items.map((room) => [room.id, room.successorName, room.nameTakenBy?.id])).toEqual([
    [due, null, undefined],
    [gone, "Sven", saved.room_id],
  ]);
  expect(await listTrashIds(ines)).toEqual([gone, due].sort());
  expect((await listTrash(admin)).total).toBe(3);

  const first = await listTrash(ines, { limit: 1 });
  const second = await listTrash(ines, { limit: 1, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map((room) => room.id)).toEqual([due, gone]);
  expect(second.nextCursor).toBeNull();
  await expect(listTrash(sven, { cursor: first.nextCursor ?? "" })).rejects.toMatchObject({
    code: "invalid_request",
  });
  await expect(listTrash(person("7", "Ines", "owner", true))).rejects.toMatchObject({
    code: "banned",
  });
});
