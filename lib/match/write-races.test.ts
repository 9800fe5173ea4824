import { afterAll, beforeAll, expect, test } from "vitest";
import { openServices, type Services } from "@/lib/runtime/services";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { chanceOf, runSeed } from "@/lib/testing/chance";
import { freshServices } from "@/lib/testing/fresh-services";
import type { RatingEntry, SerializedRoom } from "./room";

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

const SEED = runSeed();
const chance = chanceOf(SEED);

function instance(): RoomStorage {
  const storage = instances[chance() < 0.5 ? 0 : 1];
  if (!storage) throw new Error("There are two instances.");
  return storage;
}

function room(name: string, ratings: Record<string, RatingEntry[]> = {}): SerializedRoom {
  return {
    roomName: name,
    sort: "random",
    createdAt: "2026-10-01T20:00:00.000Z",
    creatorPlexUserId: 1,
    creatorPlexUsername: "mara_k",
    ratings,
    userProgress: {},
  };
}

/** Runs `count` races, sixteen at a time. */
async function races(count: number, race: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lanes = Array.from({ length: 16 }, async () => {
    while (next < count) {
      next += 1;
      await race(next);
    }
  });
  await Promise.all(lanes);
}

test(`no save opens a deleted room again: 1,000 races, seed ${SEED}`, async () => {
  const verdicts = { saved: 0, gone: 0 };
  await races(1000, async (index) => {
    const name = `race ${index}`;
    await instance().saveRoom(room(name));
    const save = async (user: string) => {
      try {
        await instance().saveRoom(room(name, { m: [[user, "like", 1_790_000_000_000]] }));
        verdicts.saved += 1;
      } catch (error) {
        expect(error).toMatchObject({ code: "gone", details: { reason: "deleted" } });
        verdicts.gone += 1;
      }
    };
    const moves = [() => save("Ann"), () => instance().deleteRoom(name), () => save("bob")];
    if (chance() < 0.5) moves.reverse();
    await Promise.all(moves.map((move) => move()));
    expect(await instance().hasRoom(name)).toBe(false);
  });
  const { rows } = await fresh.services.pool.query(
    "select count(*)::int as open from room where name like 'race %' and trashed_at is null",
  );
  expect(rows[0].open).toBe(0);
  // The races must not all have the same result, because that would prove nothing.
  expect(verdicts.gone).toBeGreaterThan(50);
  expect(verdicts.saved).toBeGreaterThan(50);
});

test(`four writers save and append to one room: no rating is lost, seed ${SEED}`, async () => {
  const name = "busy";
  await instance().saveRoom(room(name));
  const wanted = new Set<string>();
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    const own: Record<string, RatingEntry[]> = {};
    for (let i = 0; i < 60; i += 1) {
      const entry: RatingEntry = [`writer ${writer}`, "like", 1_790_000_000_000 + i];
      own[`m${i}`] = [entry];
      wanted.add(`m${i} writer ${writer}`);
      if (chance() < 0.5) await instance().saveRoom(room(name, own));
      else await instance().appendRatings(name, { [`m${i}`]: [entry] });
    }
  });
  await Promise.all(writers);
  const stored = await instance().getRoom(name);
  const found = Object.entries(stored?.ratings ?? {}).flatMap(([mediaId, entries]) =>
    entries.map(([userName]) => `${mediaId} ${userName}`),
  );
  expect(found).toHaveLength(240);
  expect(new Set(found)).toEqual(wanted);
  const { rows } = await fresh.services.pool.query(
    "select rating_count, like_count, match_count, people_count, version from room where name = $1",
    [name],
  );
  expect(rows[0]).toEqual({
    rating_count: 240,
    like_count: 240,
    match_count: 60,
    people_count: 4,
    version: 241,
  });
});

test(`equal saves at the same time create one room, once, seed ${SEED}`, async () => {
  await races(40, async (index) => {
    const name = `born ${index}`;
    const saves = Array.from({ length: 6 }, (_, user) =>
      instance().saveRoom(room(name, { m: [[`user ${user}`, "like", 1_790_000_000_000]] })),
    );
    await Promise.all(saves);
    expect((await instance().getRoom(name))?.ratings?.m).toHaveLength(6);
  });
  const { rows } = await fresh.services.pool.query(
    `select (select count(*)::int from room where name like 'born %') as rooms,
       (select count(*)::int from audit_entry where action = 'room.create' and room_name like 'born %') as audited`,
  );
  expect(rows[0]).toEqual({ rooms: 40, audited: 40 });
});

test(`of several incarnations at the same time, the latest is open and the others are in the trash, seed ${SEED}`, async () => {
  await races(40, async (index) => {
    const name = `again ${index}`;
    const days = ["2026-10-01", "2026-10-02", "2026-10-03"].sort(() => chance() - 0.5);
    const saves = days.map((day) =>
      instance()
        .saveRoom({ ...room(name), createdAt: `${day}T20:00:00.000Z` })
        .catch((error) => expect(error).toMatchObject({ code: "gone" })),
    );
    await Promise.all(saves);
    expect((await instance().getRoom(name))?.createdAt).toBe("2026-10-03T20:00:00.000Z");
  });
});
