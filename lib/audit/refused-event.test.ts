import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ErrorCode } from "@/lib/core/errors";
import { banPerson } from "@/lib/people/ban-person";
import { deleteRoom } from "@/lib/rooms/delete-room";
import type { Context } from "@/lib/runtime/context";
import { admin, ines, nobody, person, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { listAudit } from "./list-audit";
import { type AuditEvent, recordAudit } from "./record-audit";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());
beforeEach(() => fresh.services.pool.query("truncate room, audit_entry cascade"));

const pool = () => fresh.services.pool;
const LONG = "x".repeat(120_000);

async function rows() {
  const { rows } = await pool().query(
    "select subject, detail, room_id, room_name, count, to_jsonb(a)::text as whole from audit_entry a order by id",
  );
  return rows;
}

const refuse = (ctx: Context, code: ErrorCode, event: Partial<AuditEvent> = {}) =>
  recordAudit(pool(), ctx, { action: "person.ban", outcome: "refused", code, ...event });

test("ten long texts of a caller without access make one small row", async () => {
  for (let n = 0; n < 10; n += 1) {
    await banPerson(sven, { id: `${n}${LONG}`, reason: `${n}${LONG}` }).catch(() => {});
  }
  const [row, ...more] = await rows();
  expect(more).toEqual([]);
  expect(row).toMatchObject({ count: 10, detail: null });
  expect(row.subject).toMatch(/^0x{99}… \(120001 characters, SHA-256 [0-9a-f]{16}\)$/);
  expect(row.whole.length).toBeLessThan(1_500);
});

test.each([
  ["nobody", nobody, "unauthorized", "a", "b", 1, null],
  ["an owner without access", sven, "forbidden", "a", "b", 1, "a"],
  ["an admin about a room that does not exist", admin, "not_found", "a", "b", 1, "a"],
  ["an admin with access", admin, "conflict", "a", "b", 2, "a"],
  ["an id of 6 KB", sven, "not_found", "y".repeat(6_000), "z", 1, /^y{100}… \(6000 characters/],
  ["text that cannot be stored", sven, "forbidden", "a\0\ud800", "b", 1, /^a\uFFFD\uFFFD… \(3 /],
] as const)(
  "%s: one row for each kind and hour",
  async (_, ctx, code, first, second, count, subject) => {
    await refuse(ctx, code, { subject: first, detail: { reason: LONG } });
    await refuse(ctx, code, { subject: second });
    const written = await rows();
    expect(written).toHaveLength(count);
    if (subject instanceof RegExp) expect(written[0].subject).toMatch(subject);
    else expect(written[0].subject).toBe(subject);
    expect(written[0].whole.length).toBeLessThan(1_500);
  },
);

test("a reason from a fixed list is stored; a text of the caller is not", async () => {
  await refuse(nobody, "forbidden", { detail: { method: "plex", reason: "not_allowed" } });
  await refuse(sven, "forbidden", {
    action: "room.rate",
    detail: { reason: "Said by me", role: "admin" },
  });
  await refuse(admin, "conflict", { detail: { reason: "Said by me", role: "admin" } });
  expect((await rows()).map(({ detail }) => detail)).toEqual([
    { method: "plex", reason: "not_allowed" },
    null,
    { reason: "Said by me", role: "admin" },
  ]);
});

test("a room's name is in no row of a person who may not see it, but an admin still finds the row by it", async () => {
  const roomId = await openRoom(pool(), { spaceId: fresh.spaceId, name: "canary room" });
  const banned = person("7", "Ines", "owner", true);
  for (const ctx of [sven, banned, nobody]) await deleteRoom(ctx, { roomId }).catch(() => {});
  const [foreign, own, nobodys] = await rows();
  for (const row of [foreign, nobodys]) {
    expect(row.whole).not.toContain("canary");
    expect(row.room_id).toBe(roomId);
  }
  expect(own.room_name).toBe("canary room");
  const { lines } = await listAudit(admin, { search: "canary", outcome: "refused" });
  expect(lines.map(({ actorName, roomName }) => [actorName, roomName])).toEqual([
    ["somebody", "canary room"],
    ["Ines", "canary room"],
    ["Sven", "canary room"],
  ]);
});

test("if the person may see the room and is refused for another reason, the row has its name", async () => {
  const roomId = await openRoom(pool(), { spaceId: fresh.spaceId, name: "canary room" });
  await pool().query("update room set locked_at = now(), locked_by = '1' where id = $1", [roomId]);
  await deleteRoom(ines, { roomId }).catch(() => {});
  expect((await rows()).map(({ room_name }) => room_name)).toEqual(["canary room"]);
});
