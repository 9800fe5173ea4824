import { afterAll, beforeAll, expect, test } from "vitest";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices } from "@/lib/testing/fresh-services";
import type { SerializedRoom } from "./room";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

const ROOM: SerializedRoom = {
  roomName: "attic",
  sort: "random",
  createdAt: "2026-10-10T12:00:00.000Z",
  creatorPlexUserId: 7,
  creatorPlexUsername: "ines",
  password: "hush",
  ratings: {
    "plex://movie/1": [
      ["Ann", "like", 1_790_000_000_000],
      ["bob", "like", 1_790_000_000_001],
    ],
  },
  userProgress: { Ann: 1 },
};
const LEFT = { room: ROOM, reason: "expired", trashedAt: "2026-10-12T12:00:00.000Z" } as const;

test("a room imported into the trash is complete, keeps the time when it was trashed, and stays for the full number of days", async () => {
  const { pool } = fresh.services;
  const storage = createPrismaMatchStorage({ services: fresh.services, spaceId: fresh.spaceId });
  const open = { ...ROOM, createdAt: "2026-11-01T12:00:00.000Z" };
  await storage.saveRoom(open);
  const events = "select id from event union all select id from event_outbox";
  const before = await pool.query(events);
  expect(await storage.importTrash?.(LEFT)).toBe(true);
  expect(await storage.importTrash?.(LEFT)).toBe(false);
  expect((await pool.query(events)).rowCount, "there is no event").toBe(before.rowCount);
  expect(await storage.listTrash()).toEqual([LEFT]);
  const { rows } = await pool.query(
    `select version, rating_count, like_count, match_count, people_count, trashed_at, trash_reason,
       round(extract(epoch from purge_at - now()) / 86400)::int as days from room where trashed_at is not null`,
  );
  expect(rows).toEqual([
    {
      version: 1,
      rating_count: 2,
      like_count: 2,
      match_count: 1,
      people_count: 2,
      trashed_at: new Date(LEFT.trashedAt),
      trash_reason: "expired",
      days: 14,
    },
  ]);
  const audit = await pool.query("select action from audit_entry where room_name = 'attic'");
  expect(audit.rows.map(({ action }) => action).sort()).toEqual([
    "room.create",
    "room.import-trash",
  ]);

  await storage.deleteRoom("attic");
  await storage.restoreRoom("attic", ROOM.createdAt);
  expect(await storage.getRoom("attic")).toEqual(ROOM);
});

test("a room that is open here or was purged is not imported into the trash", async () => {
  const storage = createPrismaMatchStorage({ services: fresh.services, spaceId: fresh.spaceId });
  const room = { ...ROOM, roomName: "cellar" };
  await storage.saveRoom(room);
  await expect(storage.importTrash?.({ ...LEFT, room })).rejects.toMatchObject({
    code: "name_taken",
  });
  await storage.deleteRoom("cellar");
  await storage.purgeRoom("cellar", room.createdAt);
  await expect(storage.importTrash?.({ ...LEFT, room })).rejects.toMatchObject({
    code: "gone",
    details: { reason: "purged" },
  });
});
