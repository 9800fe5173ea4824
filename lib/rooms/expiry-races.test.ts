import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices, openServices, type Services, setServices } from "@/lib/runtime/services";
import { sweepRooms } from "@/lib/sweeper/sweep-rooms";
import { ines } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { deleteRoom } from "./delete-room";
import { purgeRoom } from "./purge-room";
import { restoreRoom } from "./restore-room";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;
let gameServer: pg.Pool;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  setServices(context);
  gameServer = new pg.Pool({ connectionString: database.url, max: 8 });
  await openSpace(context.pool);
});
afterAll(async () => {
  setServices(undefined);
  await gameServer.end();
  await context.close();
  await database.drop();
});

async function databaseNow(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ now: Date }>("select clock_timestamp() as now");
  return rows[0]?.now.getTime() ?? 0;
}

interface Save {
  askedAt: number;
  verdict: string;
}

/** The saves that were sent at `instant` or later. */
const since = (instant: number) => (saves: Save[]) =>
  saves.filter(({ askedAt }) => askedAt >= instant);

/** Saves again and again until it is stopped, and records the start and the result of each save. */
async function keepSaving(name: string, until: (saves: Save[]) => boolean) {
  const saves: Save[] = [];
  for (let i = 0; !until(saves); i += 1) {
    const askedAt = await databaseNow(gameServer);
    const { verdict } = await saveSeed(gameServer, {
      name,
      ratings: [[`film ${i}`, `person ${i % 5}`, "like", 1_000 + i]],
    });
    saves.push({ askedAt, verdict });
  }
  return saves;
}

test("no save is accepted after a room has expired", async () => {
  let checked = 0;
  for (let round = 0; round < 40; round += 1) {
    const name = `expiry ${round}`;
    const roomId = await openRoom(context.pool, { name });
    const { rows } = await context.pool.query<{ expires_at: Date }>(
      `update room set expiry_kind = 'date', expires_at = clock_timestamp() + interval '25 ms'
       where id = $1 returning expires_at`,
      [roomId],
    );
    const expiresAt = rows[0]?.expires_at.getTime() ?? 0;
    let over = false;
    const late = since(expiresAt);
    const savers = Promise.all(
      [1, 2, 3].map(() => keepSaving(name, (saves) => late(saves).length >= 2)),
    );
    const sweeps = (async () => {
      while (!over) await sweepRooms(getServices());
    })();
    const saves = (await savers).flat();
    over = true;
    await sweeps;
    for (const save of late(saves)) {
      checked += 1;
      expect(save.verdict).toBe("gone");
    }
    await sweepRooms(getServices());
    const after = await context.pool.query("select trash_reason from room where id = $1", [roomId]);
    expect(after.rows).toEqual([{ trash_reason: "expired" }]);
  }
  expect(checked).toBe(40 * 3 * 2);
});

test("no room is open after an acknowledged delete, also after a purge", async () => {
  let refused = 0;
  for (let round = 0; round < 60; round += 1) {
    const name = `delete ${round}`;
    const roomId = await openRoom(context.pool, { name });
    let deletedAt = Number.POSITIVE_INFINITY;
    const savers = Promise.all(
      [1, 2, 3].map(() => keepSaving(name, (saves) => since(deletedAt)(saves).length >= 2)),
    );
    await deleteRoom(ines, { roomId });
    deletedAt = await databaseNow(context.pool);
    if (round % 2 === 0) await purgeRoom(ines, { roomId });
    for (const save of since(deletedAt)((await savers).flat())) {
      refused += 1;
      expect(save.verdict).toBe("gone");
    }
    const open = await context.pool.query(
      "select 1 from room where name = $1 and trashed_at is null",
      [name],
    );
    expect(open.rowCount).toBe(0);
  }
  expect(refused).toBeGreaterThanOrEqual(60 * 3 * 2);
});

test("a restore and a new room of the name at the same time: exactly one of them is open", async () => {
  for (let round = 0; round < 60; round += 1) {
    const name = `restore ${round}`;
    const roomId = await openRoom(context.pool, { name });
    await deleteRoom(ines, { roomId });
    const [restored, saved] = await Promise.all([
      restoreRoom(ines, { roomId }).then(
        () => "restored",
        (error) => error.code,
      ),
      saveSeed(gameServer, { name, createdAt: new Date("2026-11-02T20:00:00Z") }),
    ]);
    expect(saved.verdict).toBe("created");
    expect(["restored", "name_taken"]).toContain(restored);
    const open = await context.pool.query<{ id: string }>(
      "select id from room where name = $1 and trashed_at is null",
      [name],
    );
    expect(open.rows).toEqual([{ id: saved.room_id }]);
  }
});
