import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openServices, type Services } from "@/lib/runtime/services";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { freshServices } from "@/lib/testing/fresh-services";
import type { SerializedRoom } from "./room";

/** Two instances on one database, each with its own services. */
let fresh: Awaited<ReturnType<typeof freshServices>>;
let second: Services;
let instances: RoomStorage[];
beforeAll(async () => {
  fresh = await freshServices();
  second = openServices(fresh.url, ["test-secret"]);
  instances = [fresh.services, second].map((services) =>
    createPrismaMatchStorage({ services, spaceId: fresh.spaceId }),
  );
});
afterAll(async () => {
  await second.close();
  await fresh.close();
});
beforeEach(async () => {
  await fresh.services.pool.query("delete from room");
  await setLimits(null, null);
});

async function setLimits(rooms: number | null, ofOwner: number | null): Promise<void> {
  await fresh.services.pool.query(
    "update space set rooms_max = $2, rooms_per_owner_max = $3 where id = $1",
    [fresh.spaceId, rooms, ofOwner],
  );
}

function room(roomName: string, more: Partial<SerializedRoom> = {}): SerializedRoom {
  return {
    ...{ roomName, sort: "random", createdAt: "2026-10-01T20:00:00.000Z" },
    ...{ creatorPlexUserId: 1, creatorPlexUsername: "mara_k", ...more },
  };
}

function instance(index = 0): RoomStorage {
  const storage = instances[index % 2];
  if (!storage) throw new Error("There are two instances.");
  return storage;
}

/** "saved", or the code of the refusal. */
const save = (given: SerializedRoom, at = 0) =>
  instance(at)
    .saveRoom(given)
    .then(
      () => "saved",
      (error: { code: string }) => error.code,
    );

const open = async () => (await instance().listRooms()).map(({ roomName }) => roomName);

test.each([
  ["the space", [7, null], (n: number) => ({ creatorPlexUserId: n })],
  ["one person", [null, 7], () => ({})],
] as const)(
  "20 rooms that begin at once on two instances never exceed the limit of %s",
  async (_, [rooms, ofOwner], more) => {
    await setLimits(rooms, ofOwner);
    for (let round = 0; round < 5; round += 1) {
      const said = await Promise.all(
        Array.from({ length: 20 }, (_, n) => save(room(`${round} ${n}`, more(n)), n)),
      );
      const saved = said.filter((one) => one === "saved");
      expect([said.length - saved.length, new Set(said)]).toEqual([
        20 - saved.length,
        new Set(round === 0 ? ["saved", "room_limit"] : ["room_limit"]),
      ]);
      expect(saved).toHaveLength(round === 0 ? 7 : 0);
      expect(await open()).toHaveLength(7);
    }
  },
);

test("a limit refuses new rooms only: open ones are saved, rated, restored and replaced", async () => {
  for (const name of ["a", "b", "c"]) expect(await save(room(name))).toBe("saved");
  await setLimits(1, 1);
  expect(await save(room("d"))).toBe("room_limit");
  expect(await save(room("a", { ratings: { film: [["Ann", "like", 1_790_000_000_000]] } }))).toBe(
    "saved",
  );
  await instance().appendRatings("b", { film: [["Ann", "like", 1_790_000_000_000]] });
  await instance().deleteRoom("c");
  await instance().restoreRoom("c", room("c").createdAt);
  expect(await save(room("a", { createdAt: "2026-10-02T20:00:00.000Z" }))).toBe("saved");
  expect(await open()).toEqual(["a", "b", "c"]);
  expect((await instance().getRoom("b"))?.ratings).toEqual({
    film: [["Ann", "like", 1_790_000_000_000]],
  });
});

test("a person at the limit cannot replace the room of another one, whose room stays", async () => {
  await save(room("mine"));
  await save(room("theirs", { creatorPlexUserId: 2 }));
  await setLimits(null, 1);
  const later = { createdAt: "2026-10-02T20:00:00.000Z" };
  expect(await save(room("theirs", later))).toBe("room_limit");
  expect((await instance().getRoom("theirs"))?.creatorPlexUserId).toBe(2);
  expect(await instance().listTrash()).toEqual([]);
  expect(await save(room("new of another", { creatorPlexUserId: 3 }))).toBe("saved");
});

test("rooms that were deleted, have expired or are in another space do not count", async () => {
  await setLimits(2, null);
  const other = await fresh.services.prisma.space.create({
    data: { id: "sp_other", name: "other" },
  });
  const elsewhere = createPrismaMatchStorage({ services: fresh.services, spaceId: other.id });
  for (const name of ["x", "y", "z"]) await elsewhere.saveRoom(room(name));
  expect([await save(room("a")), await save(room("b")), await save(room("c"))]).toEqual([
    "saved",
    "saved",
    "room_limit",
  ]);
  await instance().deleteRoom("a");
  expect(await save(room("c"))).toBe("saved");
  await fresh.services.pool.query("update room set expires_at = now() where name = 'b'");
  expect([await save(room("d")), await save(room("e"))]).toEqual(["saved", "room_limit"]);
});

test("the refusal says in one sentence which limit is reached", async () => {
  await save(room("a"));
  await setLimits(1, null);
  await expect(instance().saveRoom(room("b"))).rejects.toThrow(
    "This space has as many open rooms as its rules allow. The room was not opened.",
  );
  await setLimits(null, 1);
  await expect(instance().saveRoom(room("b"))).rejects.toThrow(
    /^The person who opens this room has as many/,
  );
});
