import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { admin, ines, nobody, person, sven } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { deleteRoom } from "./delete-room";
import { expireRoom } from "./expire-room";
import { extendRoom } from "./extend-room";
import { findRoom } from "./find-room";
import { lockRoom } from "./lock-room";
import { purgeRoom } from "./purge-room";
import { restoreRoom } from "./restore-room";
import { setExpiry } from "./set-expiry";
import { unlockRoom } from "./unlock-room";

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

const DAY = 86_400_000;

async function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "done",
    (error) => (error instanceof RoomkeeperError ? error.code : String(error)),
  );
}

async function audit() {
  const { rows } = await context.pool.query(
    `select actor_name, action, outcome, code, room_id, owner_id, detail, count from audit_entry order by id`,
  );
  return rows;
}

async function row(roomId: string) {
  const { rows } = await context.pool.query("select * from room where id = $1", [roomId]);
  return rows[0];
}

describe("delete and restore", () => {
  test("a deleted room is in the trash, refuses late saves, and can be restored with its contents", async () => {
    const roomId = await openRoom(context.pool, { ratings: [["film", "Ines", "like", 5]] });
    const { purgeAt } = await deleteRoom(ines, { roomId });
    expect(purgeAt.getTime() - Date.now()).toBeGreaterThan(13.9 * DAY);
    expect(await saveSeed(context.pool)).toMatchObject({ verdict: "gone", reason: "deleted" });
    expect(await row(roomId)).toMatchObject({ trash_reason: "deleted", trashed_by: "7" });

    await restoreRoom(ines, { roomId });
    expect(await row(roomId)).toMatchObject({
      trashed_at: null,
      trash_reason: null,
      purge_at: null,
      rating_count: 1,
    });
    expect(await saveSeed(context.pool)).toMatchObject({ verdict: "joined" });
    expect((await audit()).map((entry) => [entry.action, entry.outcome])).toEqual([
      ["room.delete", "done"],
      ["room.restore", "done"],
    ]);
  });

  test("deleting twice and restoring an open room are conflicts", async () => {
    const roomId = await openRoom(context.pool);
    expect(await code(restoreRoom(ines, { roomId }))).toBe("conflict");
    await deleteRoom(ines, { roomId });
    expect(await code(deleteRoom(ines, { roomId }))).toBe("conflict");
  });

  test("restore is refused while another room of the name is open", async () => {
    const roomId = await openRoom(context.pool);
    await deleteRoom(ines, { roomId });
    await openRoom(context.pool, { createdAt: new Date("2026-11-02T20:00:00Z") });
    expect(await code(restoreRoom(ines, { roomId }))).toBe("name_taken");
    expect(await row(roomId)).toMatchObject({ trash_reason: "deleted" });
  });

  test("an expired room gets a new quiet period", async () => {
    const roomId = await openRoom(context.pool);
    await context.pool.query(
      `update room set touched_at = now() - interval '100 days', expires_at = now() - interval '10 days'`,
    );
    expect(await code(extendRoom(ines, { roomId, days: 7 }))).toBe("gone");
    const restored = await restoreRoom(ines, { roomId });
    expect((restored.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(89.9 * DAY);
    expect(await saveSeed(context.pool)).toMatchObject({ verdict: "joined" });
  });
});

describe("expiry", () => {
  test.each([1, 7, 30] as const)(
    "extends by %i days, and the previous rule can be restored",
    async (days) => {
      const roomId = await openRoom(context.pool);
      const before = await row(roomId);
      const extended = await extendRoom(ines, { roomId, days });
      expect(extended.expiresAt.getTime()).toBe(before.expires_at.getTime() + days * DAY);
      await setExpiry(ines, { roomId, ...extended.before });
      const after = await row(roomId);
      for (const field of ["expiry_kind", "idle_days", "keep_until", "expires_at"]) {
        expect(after[field]).toEqual(before[field]);
      }
    },
  );

  test("a save does not shorten an extension", async () => {
    const roomId = await openRoom(context.pool);
    const { expiresAt } = await extendRoom(ines, { roomId, days: 30 });
    await saveSeed(context.pool, { ratings: [["film", "Ines", "like", 5]] });
    expect((await row(roomId)).expires_at).toEqual(expiresAt);
  });

  test("a date, quiet days, never, and the space's rule", async () => {
    const roomId = await openRoom(context.pool);
    const until = new Date(Date.now() + 3 * DAY).toISOString();
    const dated = await setExpiry(ines, { roomId, kind: "date", until });
    expect(dated.expiresAt?.toISOString()).toBe(until);
    const later = await extendRoom(ines, { roomId, days: 1 });
    expect(later.expiresAt.getTime()).toBe(Date.parse(until) + DAY);
    expect(later.before).toEqual({ kind: "date", until });

    const idle = await setExpiry(ines, { roomId, kind: "idle", days: 10 });
    const { touched_at } = await row(roomId);
    expect(idle.expiresAt?.getTime()).toBe(touched_at.getTime() + 10 * DAY);

    const kept = await setExpiry(ines, { roomId, kind: "never" });
    expect(kept.expiresAt).toBeNull();
    expect(await code(extendRoom(ines, { roomId, days: 7 }))).toBe("conflict");

    const reset = await setExpiry(ines, { roomId, kind: "space" });
    expect(reset.expiresAt?.getTime()).toBe(touched_at.getTime() + 90 * DAY);
  });

  test("no new rule makes a room expire immediately", async () => {
    const roomId = await openRoom(context.pool);
    await setExpiry(ines, { roomId, kind: "never" });
    await context.pool.query("update room set touched_at = now() - interval '400 days'");
    const reset = await setExpiry(ines, { roomId, kind: "space" });
    expect((reset.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(89.9 * DAY);
  });

  test.each([
    ["a date that has passed", { kind: "date", until: "2020-01-01" }],
    ["a date far away", { kind: "date", until: "2999-01-01" }],
    ["a day that does not exist", { kind: "date", until: "2028-02-30" }],
    ["a time that does not exist", { kind: "date", until: "2028-02-28T25:00:00Z" }],
    ["no date", { kind: "date" }],
    ["no days", { kind: "idle" }],
    ["a negative number of days", { kind: "idle", days: -1 }],
    ["half a day", { kind: "idle", days: 0.5 }],
    ["a thousand years", { kind: "idle", days: 365_000 }],
  ] as const)("refuses %s", async (_name, rule) => {
    const roomId = await openRoom(context.pool);
    const before = await row(roomId);
    expect(await code(setExpiry(ines, { roomId, ...rule }))).toBe("invalid_request");
    expect(await row(roomId)).toEqual(before);
  });

  test("a room that a person expires goes to the trash, and restore undoes this exactly", async () => {
    const roomId = await openRoom(context.pool);
    const before = await row(roomId);
    await expireRoom(ines, { roomId });
    expect(await saveSeed(context.pool)).toMatchObject({ verdict: "gone", reason: "expired" });
    await restoreRoom(ines, { roomId });
    expect((await row(roomId)).expires_at).toEqual(before.expires_at);
  });
});

describe("lock", () => {
  test("an owner sees why an admin locked the room, and cannot change it", async () => {
    const roomId = await openRoom(context.pool);
    expect(await code(lockRoom(admin, { roomId }))).toBe("invalid_request");
    await lockRoom(admin, { roomId, reason: " Too loud. " });
    expect(await findRoom(ines, { roomId })).toMatchObject({ lockReason: "Too loud." });
    for (const refused of [
      () => deleteRoom(ines, { roomId }),
      () => extendRoom(ines, { roomId, days: 7 }),
      () => unlockRoom(ines, { roomId }),
      () => lockRoom(ines, { roomId }),
    ]) {
      expect(await code(refused())).toBe("locked");
    }
    expect(await saveSeed(context.pool)).toMatchObject({ verdict: "locked", reason: "Too loud." });
    expect(await unlockRoom(admin, { roomId })).toMatchObject({ before: { reason: "Too loud." } });
    expect(await code(unlockRoom(admin, { roomId }))).toBe("conflict");
  });

  test("an owner locks and unlocks their own room without a reason", async () => {
    const roomId = await openRoom(context.pool);
    await lockRoom(ines, { roomId });
    await extendRoom(ines, { roomId, days: 1 });
    await unlockRoom(ines, { roomId });
    expect(await row(roomId)).toMatchObject({ locked_at: null, locked_by: null });
  });
});

describe("whose room", () => {
  const verbs: [string, (ctx: Context, roomId: string) => Promise<unknown>][] = [
    ["find", (ctx, roomId) => findRoom(ctx, { roomId })],
    ["extend", (ctx, roomId) => extendRoom(ctx, { roomId, days: 1 })],
    ["set-expiry", (ctx, roomId) => setExpiry(ctx, { roomId, kind: "never" })],
    ["expire", (ctx, roomId) => expireRoom(ctx, { roomId })],
    ["delete", (ctx, roomId) => deleteRoom(ctx, { roomId })],
    ["restore", (ctx, roomId) => restoreRoom(ctx, { roomId })],
    ["purge", (ctx, roomId) => purgeRoom(ctx, { roomId })],
    ["lock", (ctx, roomId) => lockRoom(ctx, { roomId, reason: "x" })],
    ["unlock", (ctx, roomId) => unlockRoom(ctx, { roomId })],
  ];
  test.each(verbs)("%s refuses strangers as if there were no room", async (_name, verb) => {
    const roomId = await openRoom(context.pool);
    const before = await row(roomId);
    const banned = person("7", "Ines", "owner", true);
    const token = contextOf({
      kind: "token",
      id: "tk",
      chainId: "tk",
      name: "t",
      spaceId: "sp_test",
      scopes: ["rooms:delete"],
    });
    for (const [ctx, expected] of [
      [sven, "not_found"],
      [banned, "banned"],
      [nobody, "unauthorized"],
      [token, "unauthorized"],
    ] as const) {
      expect(await code(verb(ctx, roomId))).toBe(expected);
      expect(await code(verb(ctx, "rm_unknown"))).toBe(expected);
      expect(await code(verb(ctx, "rm_\0"))).toBe(expected);
    }
    expect(await code(verb(admin, "rm_unknown"))).toBe("not_found");
    const foreign = await verb(sven, roomId).catch((error: Error) => error.message);
    const unknown = await verb(sven, "rm_unknown").catch((error: Error) => error.message);
    expect(foreign).toBe(unknown);
    expect(await row(roomId)).toEqual(before);
  });

  test("refusals are in the audit log, and equal ones share a line", async () => {
    const roomId = await openRoom(context.pool);
    for (let i = 0; i < 3; i += 1) await code(deleteRoom(sven, { roomId }));
    expect(await audit()).toMatchObject([
      {
        actor_name: "Sven",
        action: "room.delete",
        outcome: "refused",
        code: "not_found",
        room_id: roomId,
        owner_id: "7",
        count: 3,
      },
    ]);
  });
});
