import { afterAll, beforeAll, expect, test } from "vitest";
import { freshServices } from "@/lib/testing/fresh-services";
import { createPrismaMatchStorage } from "./postgres";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

const ROOM = {
  roomName: "Film club",
  sort: "random",
  createdAt: "2026-10-01T20:00:00.000Z",
  creatorPlexUserId: 4711,
  creatorPlexUsername: "mara_k",
  password: "pa55 wörd",
  ratings: { "plex://movie/1": [["Ann", "like", 1_790_000_000_000]] },
  userProgress: { Ann: 1 },
} as const;

function storage() {
  return createPrismaMatchStorage({ services: fresh.services, spaceId: fresh.spaceId });
}

test("the password is encrypted in the row, and is returned unchanged", async () => {
  await storage().saveRoom(structuredClone(ROOM) as never);
  expect(await storage().getRoom("Film club")).toEqual(ROOM);
  const { rows } = await fresh.services.pool.query("select to_jsonb(r)::text as row from room r");
  expect(rows).toHaveLength(1);
  expect(rows[0].row).not.toContain("pa55");
});

test("a creation is audited once, saves are not, a deletion is", async () => {
  await storage().saveRoom(structuredClone(ROOM) as never);
  await storage().deleteRoom("Film club");
  await storage().deleteRoom("Film club");
  const { rows } = await fresh.services.pool.query(
    "select action, actor_name, owner_id from audit_entry where room_name = 'Film club' order by id",
  );
  expect(rows).toEqual([
    { action: "room.create", actor_name: "storage", owner_id: "4711" },
    { action: "room.delete", actor_name: "storage", owner_id: "4711" },
  ]);
});

test("restore and purge work on trashed rooms, and are audited", async () => {
  const { createdAt } = ROOM;
  expect((await storage().listTrash()).map(({ reason }) => reason)).toEqual(["deleted"]);
  await storage().restoreRoom("Film club", createdAt);
  expect(await storage().getRoom("Film club")).toEqual(ROOM);
  await storage().purgeRoom("Film club", createdAt);
  expect(await storage().hasRoom("Film club")).toBe(true);
  await storage().deleteRoom("Film club");
  await storage().purgeRoom("Film club", createdAt);
  expect(await storage().listTrash()).toEqual([]);
  await expect(storage().saveRoom(structuredClone(ROOM) as never)).rejects.toMatchObject({
    name: "StorageError",
    code: "gone",
    details: { reason: "purged" },
  });
  for (const table of ["room", "room_rating", "room_person", "room_match", "room_match_end"]) {
    const { rows } = await fresh.services.pool.query(`select count(*)::int as n from ${table}`);
    expect(rows[0].n).toBe(0);
  }
});

test("a rating taken back is not restored by a late save that still contains it", async () => {
  const room = { ...ROOM, createdAt: "2026-10-02T20:00:00.000Z" };
  await storage().saveRoom(structuredClone(room) as never);
  const key = { mediaId: "plex://movie/1", userName: "Ann" };
  expect(await storage().takeBackRating("Film club", key)).toBe(true);
  expect(await storage().takeBackRating("Film club", key)).toBe(false);
  await storage().saveRoom(structuredClone(room) as never);
  expect((await storage().getRoom("Film club"))?.ratings).toEqual({});
});

test("a closed storage and an unavailable database are not reported as an absent room", async () => {
  const closed = storage();
  await closed.close();
  await expect(closed.getRoom("Film club")).rejects.toMatchObject({ code: "unavailable" });
});
