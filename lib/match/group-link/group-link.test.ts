import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { changeText } from "@/components/rooms/change-text";
import { LIMITS } from "@/lib/core/limits";
import { listRoomHistory } from "@/lib/match/list-room-history";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import { unpickFilm } from "@/lib/match/shortlist/unpick-film";
import { eraseAccount } from "@/lib/people/erase-account";
import { exportAccount } from "@/lib/people/export-account";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { expireRoom } from "@/lib/rooms/expire-room";
import { findRoom } from "@/lib/rooms/find-room";
import { lockRoom } from "@/lib/rooms/lock-room";
import { purgeRoom } from "@/lib/rooms/purge-room";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { unlockRoom } from "@/lib/rooms/unlock-room";
import { inTransaction } from "@/lib/runtime/transaction";
import { pruneRows } from "@/lib/sweeper/prune-rows";
import { admin, ines, sven } from "@/lib/testing/actors";
import { runSeed } from "@/lib/testing/chance";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { changeGroupLink } from "./change-group-link";
import { getGroupLink } from "./get-group-link";
import { endOfLink, LINK_ENDS } from "./group-link";
import { makeGroupLink } from "./make-group-link";
import { readGroupLink } from "./read-group-link";
import { switchOffGroupLink } from "./switch-off-group-link";
import { switchOnGroupLink } from "./switch-on-group-link";

const NEW = { end: "tomorrow", timeZone: "Europe/Vienna", showsNames: false } as const;

let fresh: Awaited<ReturnType<typeof freshServices>>;
let roomId: string;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query("truncate room, room_tombstone, media, audit_entry, person cascade");
  await openSpace(pool);
  roomId = await openRoom(pool, {
    ratings: [
      ["up", "Ann", "like", 1],
      ["up", "bob", "like", 2],
    ],
  });
});

async function tokenOf(ctx = ines): Promise<string> {
  const link = await getGroupLink(ctx, { room: await findRoom(ctx, { roomId }) });
  return link?.token ?? "";
}

async function make(settings: Partial<Parameters<typeof makeGroupLink>[1]> = {}) {
  await makeGroupLink(ines, { roomId, ...NEW, ...settings });
  return tokenOf();
}

const isShown = async (token: string) => (await readGroupLink(fresh.services, token)) !== null;
const set = (assignments: string) =>
  fresh.services.pool.query(`update room set ${assignments} where id = $1`, [roomId]);

test("a link shows its room to everybody, until noon of the next day in the zone of whoever made it", async () => {
  const made = await makeGroupLink(ines, { roomId, ...NEW });
  const token = await tokenOf();
  expect(token).toMatch(/^[\w-]{22}$/);
  expect(await readGroupLink(fresh.services, token)).toEqual({
    ...{ spaceId: "sp_test", roomId, roomType: "standard", showsNames: false },
    tag: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const inVienna = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Vienna",
    timeStyle: "medium",
  });
  expect(inVienna.format(made.endsAt)).toBe("12:00:00");
  await fresh.services.pool.query("update room_link set ends_at = now()");
  expect(await isShown(token)).toBe(false);
  expect(await tokenOf()).toBe("");
});

test.each(["", "x", "rm_1", "a".repeat(22), "\0".repeat(22), `${"a".repeat(21)}/`])(
  "%j is no link",
  async (token) => {
    await make();
    expect(await isShown(token)).toBe(false);
  },
);

test("a link ends in the future and within its number of days, in every zone", () => {
  const instant = fc.date({
    min: new Date("2020-01-01T00:00:00Z"),
    max: new Date("2037-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  const zone = fc.constantFrom(
    "UTC",
    "Europe/Vienna",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "America/St_Johns",
  );
  fc.assert(
    fc.property(fc.constantFrom(...LINK_ENDS), zone, instant, (end, timeZone, now) => {
      const lastsMs = endOfLink(end, timeZone, now).getTime() - now.getTime();
      expect(lastsMs).toBeGreaterThan(0);
      expect(lastsMs).toBeLessThanOrEqual(LIMITS.groupLinkDays * 24 * 60 * 60 * 1000);
    }),
    { seed: runSeed() },
  );
});

test("only a hash of the token and its sealed text are stored, bound to the room", async () => {
  const token = await make();
  const other = await openRoom(fresh.services.pool, { name: "other" });
  const { rows } = await fresh.services.pool.query(
    "select link::text as line, token_sealed from room_link link",
  );
  expect(rows[0].line).not.toContain(token);
  await fresh.services.pool.query("update room_link set room_id = $1", [other]);
  const room = await findRoom(ines, { roomId: other });
  await expect(getGroupLink(ines, { room })).rejects.toMatchObject({ code: "corrupt" });
  await fresh.services.pool.query("update room_link set token_sealed = '1.formerid.x'");
  expect(await getGroupLink(ines, { room })).toMatchObject({ token: null });
});

test("a new link replaces the old one, and keeps its end if none is chosen", async () => {
  const first = await make({ end: "week", showsNames: true });
  const { endsAt } = (await getGroupLink(ines, { room: await findRoom(ines, { roomId }) })) ?? {};
  const again = await makeGroupLink(admin, { roomId, ...NEW, end: null });
  expect(again.endsAt).toEqual(endsAt);
  const second = await tokenOf();
  expect([await isShown(first), await isShown(second)]).toEqual([false, true]);
  await switchOffGroupLink(ines, { roomId });
  const third = await makeGroupLink(ines, { roomId, ...NEW, end: null });
  expect(third.endsAt.getTime()).toBeLessThan(again.endsAt.getTime());
  expect(await isShown(second)).toBe(false);
});

test("names and end can be changed, and the address stays", async () => {
  const token = await make();
  const before = await readGroupLink(fresh.services, token);
  const changed = await changeGroupLink(ines, {
    roomId,
    end: null,
    timeZone: "UTC",
    showsNames: true,
  });
  expect(await readGroupLink(fresh.services, token)).toMatchObject({ showsNames: true });
  expect((await readGroupLink(fresh.services, token))?.tag).not.toBe(before?.tag);
  const later = await changeGroupLink(ines, {
    roomId,
    end: "month",
    timeZone: "UTC",
    showsNames: true,
  });
  expect(later.endsAt.getTime()).toBeGreaterThan(changed.endsAt.getTime());
});

test("switched off it shows nothing, and the same address works when that is taken back", async () => {
  const token = await make();
  await expect(switchOnGroupLink(ines, { roomId })).rejects.toMatchObject({ code: "conflict" });
  await switchOffGroupLink(ines, { roomId });
  expect(await isShown(token)).toBe(false);
  for (const refused of [
    switchOffGroupLink(ines, { roomId }),
    changeGroupLink(ines, { roomId, ...NEW }),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
  }
  await switchOnGroupLink(ines, { roomId });
  expect(await isShown(token)).toBe(true);
  await switchOffGroupLink(ines, { roomId });
  await fresh.services.pool.query("update room_link set ends_at = now()");
  await expect(switchOnGroupLink(ines, { roomId })).rejects.toMatchObject({ code: "conflict" });
});

test("the tag differs after each change that a guest could see, and only then", async () => {
  const token = await make();
  const tag = async () => (await readGroupLink(fresh.services, token))?.tag;
  const seen = [await tag()];
  expect(await tag()).toBe(seen[0]);
  const rate = (film: string, atMs: number) =>
    saveSeed(fresh.services.pool, { ratings: [[film, "Ann", "like", atMs]] });
  for (const change of [
    () => rate("heat", 9),
    () => pickFilm(ines, { roomId, mediaId: "up", timeZone: "UTC" }),
    () => pickFilm(ines, { roomId, mediaId: "heat", timeZone: "UTC" }),
    () => unpickFilm(ines, { roomId }),
    () => markWatched(ines, { roomId, mediaId: "up" }),
    () => changeGroupLink(ines, { roomId, end: null, timeZone: "UTC", showsNames: true }),
  ]) {
    await change();
    seen.push(await tag());
  }
  for (const [index, one] of seen.slice(1).entries()) expect(one).not.toBe(seen[index]);
  // Without a pick the list is again the one before the first pick.
  expect(seen[4]).toBe(seen[1]);
});

test("it shows nothing while its room is locked by an admin or its maker is banned, and again afterwards", async () => {
  await signInAs("7", { name: "Ines" });
  const token = await make();
  await lockRoom(ines, { roomId });
  expect(await isShown(token)).toBe(true);
  await unlockRoom(ines, { roomId });
  await lockRoom(admin, { roomId, reason: "quiet" });
  expect(await isShown(token)).toBe(false);
  const room = await findRoom(ines, { roomId });
  await expect(getGroupLink(ines, { room })).rejects.toMatchObject({ code: "locked" });
  await unlockRoom(admin, { roomId });
  expect(await isShown(token)).toBe(true);
  await fresh.services.pool.query("update person set banned_at = now() where id = '7'");
  expect(await isShown(token)).toBe(false);
  await fresh.services.pool.query("update person set banned_at = null where id = '7'");
  expect(await isShown(token)).toBe(true);
});

test("an expired room, one in the trash, and one of another kind show nothing", async () => {
  const token = await make();
  await set("expires_at = now()");
  expect(await isShown(token)).toBe(false);
  await set("expires_at = null");
  expect(await isShown(token)).toBe(true);
  await deleteRoom(ines, { roomId });
  expect(await isShown(token)).toBe(false);
  await expect(make()).rejects.toMatchObject({ code: "gone" });
});

test.each([
  ["deleted", deleteRoom],
  ["expired", expireRoom],
])("a room that was %s and restored needs a new link", async (_how, end) => {
  const token = await make();
  await end(ines, { roomId });
  await restoreRoom(ines, { roomId });
  expect(await isShown(token)).toBe(false);
  await expect(switchOnGroupLink(ines, { roomId })).rejects.toMatchObject({ code: "conflict" });
  expect(await make()).not.toBe(token);
});

test("nothing of a link is left when its room is purged, or thirty days after its end", async () => {
  await make();
  const left = async () => (await fresh.services.pool.query("select 1 from room_link")).rowCount;
  const prune = () => inTransaction(fresh.services.pool, pruneRows);
  await fresh.services.pool.query("update room_link set ends_at = now() - interval '29 days'");
  await prune();
  expect(await left()).toBe(1);
  await fresh.services.pool.query("update room_link set off_at = now() - interval '31 days'");
  expect(await prune()).toMatchObject({ room_link: 1 });
  await make();
  await deleteRoom(ines, { roomId });
  await purgeRoom(ines, { roomId });
  expect(await left()).toBe(0);
});

test("the export of an account names its links without their addresses, and its erasure ends them", async () => {
  await signInAs("7", { name: "Ines" });
  const token = await make({ showsNames: true });
  const exported = await exportAccount(ines);
  expect(exported.links).toMatchObject([{ room: "movie night!", showsNames: true, offAt: null }]);
  expect(JSON.stringify(exported)).not.toContain(token);
  expect((await exportAccount(sven)).links).toEqual([]);
  await eraseAccount(ines);
  expect(await isShown(token)).toBe(false);
});

test("the audit log and the history of the room say what was done, and never contain the token", async () => {
  const token = await make();
  await changeGroupLink(ines, { roomId, end: "week", timeZone: "UTC", showsNames: true });
  await switchOffGroupLink(ines, { roomId });
  await switchOnGroupLink(ines, { roomId });
  await expect(makeGroupLink(sven, { roomId, ...NEW })).rejects.toMatchObject({
    code: "not_found",
  });
  const { rows } = await fresh.services.pool.query(
    "select action, outcome, entry::text as line from audit_entry entry where action like '%link' order by id",
  );
  expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    "room.make-link done",
    "room.change-link done",
    "room.switch-off-link done",
    "room.switch-on-link done",
    "room.make-link refused",
  ]);
  expect(JSON.stringify(rows)).not.toContain(token);
  const room = await findRoom(ines, { roomId });
  const { lines } = await listRoomHistory(ines, { room, limit: 50 });
  const said = lines.flatMap((line) => {
    if (line.what !== "change" || !/link/.test(line.action)) return [];
    const { text, note } = changeText(line);
    return [note ? `${text}: ${note}` : text];
  });
  expect(said.filter((text) => !/tried/.test(text)).reverse()).toEqual([
    expect.stringMatching(/^made a link for its group: Until .* UTC, without names\.$/),
    expect.stringMatching(/^changed the link for its group: Until .* UTC, with first names\.$/),
    "switched off the link for its group",
    "switched on the link for its group",
  ]);
});
