import { afterAll, beforeAll, expect, it } from "vitest";
import { revokeSession } from "@/lib/sessions/revoke-session";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { sharedPageKey } from "./shared-page-key";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let id: string;
let path: string;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  await openSpace(fresh.services.pool);
  id = await openRoom(fresh.services.pool, { name: "one", creatorId: "1" });
  path = `/rooms/${id}`;
});
afterAll(() => fresh.close());

const TREE = '["",{},null,"refetch"]';

async function cookieOf(person: string): Promise<string> {
  const { cookie, sessionId } = await signInAs(person, { role: "admin" });
  await fresh.services.pool.query("update session set acknowledged_at = now() where id = $1", [
    sessionId,
  ]);
  return cookie;
}

function keyOf(cookie: string, url: string, more: Record<string, string> = {}) {
  const headers = new Headers({ cookie, rsc: "1", "next-router-state-tree": TREE, ...more });
  return sharedPageKey(url, headers);
}

it("two browsers of one person share a page, whatever its mark against caches is", async () => {
  const [one, other] = [await cookieOf("1"), await cookieOf("1")];
  expect(one).not.toBe(other);
  const key = await keyOf(one, `${path}?_rsc=a`);
  expect(key).not.toBeNull();
  expect(await keyOf(other, `${path}?_rsc=b`)).toBe(key);
});

it.each<[string, (cookie: string) => Promise<string | null>]>([
  ["another person", async () => keyOf(await cookieOf("2"), path)],
  ["another tab of the room", (cookie) => keyOf(cookie, `${path}/people`)],
  ["another filter", (cookie) => keyOf(cookie, `${path}?here=Noor`)],
  ["another theme", (cookie) => keyOf(`${cookie}; rk_theme=dark`, path)],
  ["another encoding", (cookie) => keyOf(cookie, path, { "accept-encoding": "br" })],
  ["another address of the server", (cookie) => keyOf(cookie, path, { host: "elsewhere" })],
  [
    "another state of the router",
    (cookie) => keyOf(cookie, path, { "next-router-state-tree": `[${TREE}]` }),
  ],
])("%s has a page of its own", async (_name, ask) => {
  const cookie = await cookieOf("1");
  const key = await ask(cookie);
  expect(key).not.toBeNull();
  expect(key).not.toBe(await keyOf(cookie, path));
});

it.each<[string, () => Promise<unknown>]>([
  [
    "a rating",
    () =>
      saveSeed(fresh.services.pool, {
        name: "one",
        creatorId: "1",
        ratings: [["m", "Noor", "like", 1]],
      }),
  ],
  [
    "a lock",
    () =>
      fresh.services.pool.query(
        "update room set locked_at = now(), locked_by = '2' where id = $1",
        [id],
      ),
  ],
  [
    "a warning",
    () =>
      fresh.services.pool.query(
        "insert into room_warning (space_id, room_id, leaves_at) select space_id, id, now() from room where id = $1",
        [id],
      ),
  ],
  [
    "a new role",
    () => fresh.services.pool.query("update person set role = 'owner' where id = '1'"),
  ],
  ["a sign-in elsewhere that is not confirmed", () => signInAs("1")],
])("after %s, the page is rendered again", async (_name, change) => {
  const cookie = await cookieOf("1");
  const before = await keyOf(cookie, path);
  await change();
  const after = await keyOf(cookie, path);
  expect(before).not.toBeNull();
  expect(after).not.toBeNull();
  expect(after).not.toBe(before);
});

it("nothing else is shared", async () => {
  const cookie = await cookieOf("1");
  const refused = [
    keyOf("", path),
    keyOf(cookie, "/rooms"),
    keyOf(cookie, "/rooms/rm_unknown"),
    keyOf(cookie, path, { "next-router-state-tree": '["",{}]' }),
    keyOf(cookie, path, { "next-router-prefetch": "1" }),
    sharedPageKey(path, new Headers({ cookie })),
  ];
  for (const key of await Promise.all(refused)) expect(key).toBeNull();
  const { cookie: banned } = await signInAs("3", { banReason: "Noise" });
  expect(await keyOf(banned, path)).toBeNull();
  const { cookie: revoked, sessionId } = await signInAs("4");
  await revokeSession(fresh.services.pool, sessionId);
  expect(await keyOf(revoked, path)).toBeNull();
});

it("pages that ask at the same moment ask the database together, and each kind of them gets its own key", async () => {
  const cookies = [await cookieOf("1"), await cookieOf("5")];
  const keys = await Promise.all([0, 1, 0, 1].map((index) => keyOf(cookies[index] ?? "", path)));
  expect(new Set(keys).size).toBe(2);
  expect(keys[0]).toBe(keys[2]);
});
