import { afterAll, beforeAll, expect, test } from "vitest";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { searchRooms } from "./search-rooms";
import { viewerOf } from "./viewer";

let fresh: Awaited<ReturnType<typeof freshServices>>;
const cookies = { owner: "", admin: "" };

beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { spaceId } = fresh;
  const { pool } = fresh.services;
  cookies.owner = (await signInAs("7")).cookie;
  cookies.admin = (await signInAs("1", { role: "admin" })).cookie;
  const change = async (name: string, set: string) => {
    const id = await openRoom(pool, { spaceId, name, creatorId: "7" });
    await pool.query(`update room set expires_at = now() + interval '30 days' where id = $1`, [id]);
    if (set) await pool.query(`update room set ${set} where id = $1`, [id]);
  };
  await change("leaves", "");
  await change("stays", "expires_at = null");
  await change("locked by the owner", "locked_at = now(), locked_by = '7'");
  await change("locked by an admin", "locked_at = now(), locked_by = '1'");
  await change("in the trash", "trashed_at = now(), trash_reason = 'deleted', purge_at = now()");
});
afterAll(() => fresh?.close());

test.each([
  [
    "a text that matches no room",
    "kitchen",
    "None of the 4 open rooms has that in its name, its owner or its films.",
  ],
  [
    "a text that is too long",
    "x".repeat(201),
    "A search text has at most 200 characters. This one is longer, so nothing was searched.",
  ],
  ["a text that matches a room", "stays", ""],
  ["a text that matches a room in the trash", "in the trash", ""],
  ["nothing", "", ""],
])("for %s it says why there is no room", async (_, query, expected) => {
  const viewer = await viewerOf(cookies.owner);
  if (!viewer) throw new Error("Nobody is signed in.");
  const { none, rooms } = await searchRooms(viewer, query);
  expect(none).toBe(expected);
  if (expected) expect(rooms).toEqual([]);
});

test.each([
  ["owner", "leaves", true],
  ["owner", "stays", false],
  ["owner", "locked by the owner", true],
  ["owner", "locked by an admin", false],
  ["owner", "in the trash", false],
  ["admin", "leaves", true],
  ["admin", "locked by an admin", true],
] as const)("for the %s, whether “%s” can be extended: %s", async (who, name, expected) => {
  const viewer = await viewerOf(cookies[who]);
  if (!viewer) throw new Error("Nobody is signed in.");
  const { rooms } = await searchRooms(viewer, name);
  expect(rooms.find((room) => room.name === name)?.canExtend).toBe(expected);
});
