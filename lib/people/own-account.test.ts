import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { listSessions } from "@/lib/sessions/list-sessions";
import { signOutOthers } from "@/lib/sessions/sign-out-others";
import { changeSpaceRules } from "@/lib/spaces/change-space-rules";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { viewerOf } from "@/lib/web/pages/viewer";
import { eraseAccount } from "./erase-account";
import { exportAccount } from "./export-account";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());
beforeEach(() => getServices().pool.query("delete from person; delete from audit_entry"));

function as(id: string, role: "owner" | "admin" = "owner"): Context {
  return contextOf({ kind: "person", id, name: id, role, banned: false }, "rq");
}

it("signs out one other browser, or all of them, never somebody else's", async () => {
  const [here, phone, tv] = [await signInAs("7"), await signInAs("7"), await signInAs("7")];
  const other = await signInAs("8");
  const keep = here.sessionId;
  expect(await signOutOthers(as("7"), { keep, only: other.sessionId })).toBe(0);
  expect(await signOutOthers(as("7"), { keep, only: keep })).toBe(0);
  expect(await signOutOthers(as("7"), { keep, only: phone.sessionId })).toBe(1);
  expect(await viewerOf(phone.cookie)).toBeNull();
  expect(await signOutOthers(as("7"), { keep })).toBe(1);
  expect(await viewerOf(tv.cookie)).toBeNull();
  expect(await viewerOf(here.cookie)).toMatchObject({ id: "7" });
  expect(await viewerOf(other.cookie)).toMatchObject({ id: "8" });
  expect((await listSessions(as("7"))).map(({ id }) => id)).toEqual([keep]);
});

it("exports what is stored about the person who asks, and about nobody else", async () => {
  await signInAs("7", { name: "Ines" });
  await signInAs("8", { name: "Sven-the-other" });
  const text = JSON.stringify(await exportAccount(as("7")));
  expect(text).toContain("Ines");
  expect(text).not.toContain("Sven-the-other");
  await expect(exportAccount(contextOf({ kind: "nobody" }, "rq"))).rejects.toMatchObject({
    code: "unauthorized",
  });
});

it("erases the name everywhere, ends the sessions and keeps the facts in the audit log", async () => {
  const { cookie } = await signInAs("7", { name: "Ines-to-erase" });
  const { pool } = getServices();
  await pool.query(
    `insert into audit_entry (actor_kind, actor_id, actor_name, action, outcome, subject, detail) values
     ('person', '7', 'Ines-to-erase', 'room.delete', 'done', null, null),
     ('person', '1', 'tomasz', 'person.role', 'done', 'Ines-to-erase', '{"personId":"7"}')`,
  );
  const ines = contextOf(
    { kind: "person", id: "7", name: "Ines-to-erase", role: "owner", banned: false },
    "rq",
  );
  const roomId = await openRoom(pool, {
    spaceId: fresh.spaceId,
    name: "watched",
    ratings: [["film", "Ann", "like", 5]],
  });
  await pickFilm(ines, { roomId, mediaId: "film", timeZone: "UTC" });
  await markWatched(ines, { roomId, mediaId: "film" });
  await pool.query(
    "delete from audit_entry where action in ('room.mark-watched', 'room.pick-film')",
  );
  await eraseAccount(as("7"));
  const picked = await pool.query("select * from room_picked_film");
  expect(picked.rows).toMatchObject([{ media_id: "film", picked_by_id: null }]);
  expect(JSON.stringify(picked.rows)).not.toContain("Ines-to-erase");
  const marks = await pool.query("select * from room_watched_film");
  expect(marks.rows).toMatchObject([{ media_id: "film", watched_by_id: null }]);
  expect(JSON.stringify(marks.rows)).not.toContain("Ines-to-erase");
  await pool.query("delete from room where id = $1", [roomId]);
  expect(await viewerOf(cookie)).toBeNull();
  const { rows } = await pool.query(
    "select actor_id, actor_name, action, subject from audit_entry order by id",
  );
  expect(JSON.stringify(rows)).not.toContain("Ines-to-erase");
  expect(rows.map(({ action }) => action)).toEqual(["room.delete", "person.role", "person.erase"]);
});

it("does not erase the last admin, nor the console", async () => {
  await signInAs("1", { role: "admin" });
  await expect(eraseAccount(as("1", "admin"))).rejects.toMatchObject({ code: "conflict" });
  await expect(eraseAccount(as("console", "admin"))).rejects.toMatchObject({ code: "forbidden" });
});

it("gives rooms under the space’s rule a new day, never within the days of grace", async () => {
  const { pool } = getServices();
  const { rows: made } = await pool.query("select id from space where name = 'movies'");
  const spaceId = made[0].id;
  const ids = await Promise.all(
    ["quiet", "busy", "own"].map((name) => openRoom(pool, { spaceId, name })),
  );
  await pool.query("update room set touched_at = now() - interval '60 days' where id = $1", [
    ids[0],
  ]);
  await pool.query("update room set expiry_kind = 'never', expires_at = null where id = $1", [
    ids[2],
  ]);
  const rules = {
    id: spaceId,
    idleDays: 30,
    trashDays: 5,
    warnDays: 3,
    roomsMax: null,
    roomsPerOwnerMax: null,
  };
  const { before, rooms } = await changeSpaceRules(SETUP, rules);
  expect([before, rooms]).toEqual([
    { idleDays: 90, trashDays: 14, warnDays: 7, roomsMax: null, roomsPerOwnerMax: null },
    2,
  ]);
  const { rows } = await pool.query(
    "select id, round(extract(epoch from expires_at - now()) / 86400)::int as days from room",
  );
  const days = Object.fromEntries(rows.map((row) => [row.id, row.days]));
  expect(ids.map((id) => days[id])).toEqual([3, 30, null]);
  await changeSpaceRules(SETUP, { ...rules, idleDays: null });
  const kept = await pool.query("select count(expires_at)::int as leaving from room");
  expect(kept.rows[0].leaving).toBe(0);
  for (const idleDays of [0, -1, 1.5, 4_000, Number.NaN]) {
    const refused = changeSpaceRules(SETUP, { ...rules, idleDays });
    await expect(refused).rejects.toMatchObject({ code: "invalid_request" });
  }
});
