import { afterAll, beforeAll, expect, test } from "vitest";
import { seedAdmin } from "@/lib/demo/seed-admin";
import { getServices } from "@/lib/runtime/services";
import { revokeSession } from "@/lib/sessions/revoke-session";
import { finishSignIn } from "@/lib/sign-in/finish-sign-in";
import { admin } from "@/lib/testing/actors";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { banPerson } from "./ban-person";
import { listPeople } from "./list-people";
import { readOwner } from "./read-owner";
import { setRole } from "./set-role";
import { unbanPerson } from "./unban-person";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let cookie: string;

/** Accounts in every state. Each name says the state. */
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { pool } = fresh.services;
  await openSpace(pool);
  ({ cookie } = await signInAs("1", { name: "the viewer", role: "admin" }));
  await seedAdmin(SETUP);
  for (const [id, name] of [
    ["10", "banned before a sign-in"],
    ["11", "made admin before a sign-in"],
  ] as const) {
    await openRoom(pool, { name, creatorId: id, creatorName: name });
    await banPerson(admin, { id, reason: "Noise" });
  }
  await unbanPerson(admin, { id: "11" });
  await setRole(admin, { id: "11", role: "admin" });
  await signIn("20", "signed in");
  await signIn("20", "signed in");
  await signIn("21", "banned");
  await banPerson(admin, { id: "21", reason: "Noise" });
  await revokeSession(getServices().pool, await signIn("22", "signed out"));
  await signIn("23", "run out");
  await pool.query("update session set expires_at = now() where person_id = '23'");
  await openRoom(pool, { name: "unseen", creatorId: "12", creatorName: "without an account" });
});
afterAll(() => fresh.close());

async function signIn(id: string, name: string): Promise<string> {
  const account = { id, username: name, name, thumbUrl: null };
  const input = { account, userAgent: "test", formerSessionId: null };
  return (await finishSignIn(SETUP, input)).sessionId;
}

/** The text of the page People, without its markup. */
async function people(search: Record<string, string> = {}): Promise<string> {
  const page = await import("@/app/(admin)/admin/people/page");
  const { text } = await openPage(page.default as PageOf, { cookie, search });
  return text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

test("lists every account, whether it signed in, and its browsers", async () => {
  const { items } = await listPeople(admin);
  const rows = items.map(({ name, lastSignInAt, sessions }) => [name, !!lastSignInAt, sessions]);
  expect(rows).toEqual([
    ["banned", true, 0],
    ["banned before a sign-in", false, 0],
    ["made admin before a sign-in", false, 0],
    ["run out", true, 0],
    ["signed in", true, 2],
    ["signed out", true, 0],
    ["the viewer", true, 1],
    ["tomasz", false, 0],
  ]);
});

test("only accounts that signed in count as signed in", async () => {
  const { counts } = await listPeople(admin);
  expect(counts).toEqual({
    all: 8,
    admins: 3,
    banned: 2,
    signedIn: { all: 5, admins: 1, banned: 1 },
  });
});

test("the page shows the same in its lead and in each row", async () => {
  const text = await people();
  expect(text).toContain(
    "5 accounts signed in here so far: 1 admin, 1 banned. 3 more never signed in.",
  );
  expect(text).toMatch(/ banned @?.{0,30} Banned 0 open rooms [^A-Z]* no browser/);
  expect(text).toContain("2 browsers");
  expect(text.match(/Not yet no browser/g)).toHaveLength(3);
  expect(await people({ show: "unseen" })).toContain("without an account");
});

test("the section about a room's owner says the same", async () => {
  const facts = async (id: string) => {
    const { hasSignedIn, sessions } = await readOwner(admin, { id, name: "x" });
    return [hasSignedIn, sessions];
  };
  expect(await facts("20")).toEqual([true, 2]);
  expect(await facts("21")).toEqual([true, 0]);
  expect(await facts("1")).toEqual([true, 1]);
  expect(await facts("10")).toEqual([false, 0]);
  expect(await facts("12")).toEqual([false, 0]);
});

test("browsers are no longer blocked when a ban ends", async () => {
  await unbanPerson(admin, { id: "21" });
  const { items } = await listPeople(admin, { search: "21" });
  expect(items).toMatchObject([{ name: "banned", sessions: 1 }]);
  await banPerson(admin, { id: "21", reason: "Noise" });
});
