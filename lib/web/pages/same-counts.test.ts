import { afterAll, beforeAll, expect, test } from "vitest";
import { readRoomFacts } from "@/lib/match/read-room-facts";
import { findRoom } from "@/lib/rooms/find-room";
import { previewRooms } from "@/lib/rooms/preview-rooms";
import type { Context } from "@/lib/runtime/context";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { loadOverview } from "./load-overview";
import { listFields, loadRooms } from "./load-rooms";
import { type Viewer, viewerOf } from "./viewer";

const ADMIN = "1";
const OWNER = "7";
const HOUR_MS = 3_600_000;
const LOCKED = "locked_at = now(), locked_by = '1'";
const SOON = "expires_at = now() + interval '2 days'";
const FRESH = "touched_at = now(), last_activity_at = now()";
const LIVE = `${FRESH}, rating_count = 1`;

/** The rooms with their owners and states. The comments say what a page must count. */
const ROOMS: [name: string, owner: string, set: string][] = [
  ["quiet", OWNER, "touched_at = touched_at"],
  ["quiet and locked", OWNER, LOCKED],
  ["leaving", OWNER, SOON],
  ["leaving, the admin's own", ADMIN, SOON],
  ["leaving and locked", OWNER, `${SOON}, ${LOCKED}`],
  ["live", OWNER, LIVE],
  // Each write postpones its expiry, so it does not count as a room that expires soon.
  ["live, expires soon", OWNER, `${LIVE}, ${SOON}`],
  ["opened just now, nobody in it", OWNER, FRESH],
  ["people connected", OWNER, SOON],
  ["lease held, nobody connected", OWNER, FRESH],
  ["lease held until a minute ago", OWNER, FRESH],
  ["kept for ever", OWNER, "expires_at = null"],
  ["expired, not yet moved", OWNER, "expires_at = now() - interval '1 minute'"],
  ["deleted", OWNER, "trashed_at = now(), trash_reason = 'deleted'"],
  ["deleted while locked", OWNER, `trashed_at = now(), trash_reason = 'deleted', ${LOCKED}`],
  ["superseded", OWNER, "trashed_at = now(), trash_reason = 'replaced'"],
  ["deleted, the admin's own", ADMIN, `trashed_at = now(), trash_reason = 'deleted', ${SOON}`],
];
/** [room, people connected, seconds until the lease ends] */
const LEASES = [
  ["people connected", 2, 600],
  ["lease held, nobody connected", 0, 600],
  ["lease held until a minute ago", 2, -60],
] as const;
const EVERYONE = { open: 12, live: 3, leaving: 3, trash: 5, locked: 2 };
const ADMINS = { open: 1, live: 0, leaving: 1, trash: 1, locked: 0 };
const OWNERS = { open: 11, live: 3, leaving: 2, trash: 4, locked: 2 };

let fresh: Awaited<ReturnType<typeof freshServices>>;
let admin: Viewer;
let owner: Viewer;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { pool } = fresh.services;
  await openSpace(pool);
  admin = await signedIn(ADMIN, "admin");
  owner = await signedIn(OWNER, "owner");
  for (const [name, creatorId, set] of ROOMS) {
    const createdAt = new Date(Date.now() - 100 * HOUR_MS);
    const id = await openRoom(pool, { name, creatorId, createdAt });
    const then =
      "touched_at = now() - interval '3 days', last_activity_at = now() - interval '3 days'";
    await pool.query(`update room set ${then} where id = $1`, [id]);
    await pool.query(`update room set ${set} where id = $1`, [id]);
  }
  for (const lease of LEASES) {
    await pool.query(
      `insert into room_lease (space_id, room_id, instance, connections, held_since, renewed_at, expires_at)
       select space_id, id, 'tv-1', $2, now(), now(), now() + make_interval(secs => $3) from room where name = $1`,
      [...lease],
    );
  }
});
afterAll(() => fresh.close());

async function signedIn(id: string, role: "admin" | "owner"): Promise<Viewer> {
  const viewer = await viewerOf((await signInAs(id, { role })).cookie);
  if (!viewer) throw new Error("not signed in");
  return viewer;
}

/** The counts that the overview states and shows. */
async function overviewCounts(viewer: Viewer) {
  const { counts, leaving, locked } = await loadOverview(viewer);
  expect(leaving.length).toBe(counts.leaving);
  const { open, live, trash } = counts;
  return { open, live, leaving: leaving.length, trash, locked: locked.length };
}

/** The counts that a list of rooms states and shows under its headings and filters. */
async function listCounts(viewer: Viewer, path: string, asked: Record<string, string> = {}) {
  const list = async (status: string) =>
    (await loadRooms(viewer, path, { ...asked, status })).lines.items;
  const { lines, counts } = await loadRooms(viewer, path, asked);
  const of = (group: number) => lines.items.filter((room) => room.group === group).length;
  expect([lines.items.length, of(0), of(1)]).toEqual([counts.open, counts.live, counts.leaving]);
  expect((await list("trash")).length).toBe(counts.trash);
  const { open, live, leaving, trash } = counts;
  return { open, live, leaving, trash, locked: (await list("locked")).length };
}

test("an admin's overview, rooms and all rooms count the same rooms by the same rule", async () => {
  expect(await overviewCounts(admin)).toEqual(EVERYONE);
  expect(await listCounts(admin, "/rooms")).toEqual(EVERYONE);
  expect(await listCounts(admin, "/admin/rooms")).toEqual(EVERYONE);
  expect(await listCounts(admin, "/admin/rooms", { whose: "mine" })).toEqual(EVERYONE);
  expect(await listCounts(admin, "/rooms", { whose: "mine" })).toEqual(ADMINS);
});

test("an owner's overview and rooms count only their own rooms, whatever the address contains", async () => {
  expect(await overviewCounts(owner)).toEqual(OWNERS);
  expect(await listCounts(owner, "/rooms")).toEqual(OWNERS);
  expect(await listCounts(owner, "/rooms", { whose: "everyone" })).toEqual(OWNERS);
});

test("a room's own page and the question before a bulk change call the same rooms in use", async () => {
  const ctx: Context = contextOf(admin.actor, "rq_test");
  const { items } = (await loadRooms(admin, "/rooms", {})).lines;
  const inUse: string[] = [];
  for (const { id: roomId, name } of items) {
    const facts = await readRoomFacts(ctx, { room: await findRoom(ctx, { roomId }) });
    if (facts.inUse) inUse.push(name);
  }
  expect(inUse.sort()).toEqual(["live", "live, expires soon", "people connected"]);
  expect(
    items
      .filter(({ group }) => group === 0)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(inUse);
  const roomIds = items.map(({ id }) => id);
  expect(await previewRooms(ctx, { action: "delete", roomIds })).toMatchObject({ inUse: 3 });
});

test("the address of an admin's list always says whose rooms it shows", async () => {
  const fields = async (viewer: Viewer, path: string, asked: Record<string, string>) =>
    listFields(await loadRooms(viewer, path, asked));
  expect(await fields(admin, "/rooms", {})).toEqual({ whose: "everyone" });
  expect(await fields(admin, "/rooms", { whose: "mine", q: "x" })).toEqual({
    whose: "mine",
    q: "x",
  });
  expect(await fields(admin, "/admin/rooms", {})).toEqual({});
  expect(await fields(owner, "/rooms", { whose: "everyone" })).toEqual({});
});
