import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieName } from "@/lib/sessions/cookies";
import { sealSession } from "@/lib/sessions/session-cookie";
import { finishSignIn } from "@/lib/sign-in/finish-sign-in";
import { admin, ines, person } from "@/lib/testing/actors";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { viewerOf } from "@/lib/web/pages/viewer";
import { banPerson } from "./ban-person";
import { listPeople } from "./list-people";
import { listUnseenOwners } from "./list-unseen-owners";
import { readOwner } from "./read-owner";
import { unbanPerson } from "./unban-person";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { pool } = fresh.services;
  await openSpace(pool);
  await signInAs("7", { name: "Ines" });
  await openRoom(pool, { name: "hers", creatorId: "7", creatorName: "Ines" });
  for (const [index, name] of ["old name", "Sven"].entries()) {
    const ratings = [["film", "Sven", "like", Date.UTC(2026, 10, 2 + index)]] as const;
    await openRoom(pool, {
      name: `room ${index}`,
      creatorId: "4711",
      creatorName: name,
      ratings: ratings.map((rating) => [...rating]),
    });
  }
  await openRoom(pool, { name: "another", creatorId: "5000", creatorName: "100% Bo" });
});
afterAll(() => fresh.close());

test("owners who never signed in are listed once each, with their newest name", async () => {
  const { items, next } = await listUnseenOwners(admin);
  expect(items).toEqual([
    { id: "4711", name: "Sven", rooms: 2 },
    { id: "5000", name: "100% Bo", rooms: 1 },
  ]);
  expect(next).toBeNull();
  const ids = async (search: string) =>
    (await listUnseenOwners(admin, { search })).items.map(({ id }) => id);
  expect([await ids("sven"), await ids("5000"), await ids("0% b"), await ids("_")]).toEqual([
    ["4711"],
    ["5000"],
    ["5000"],
    [],
  ]);
  expect((await listUnseenOwners(admin, { after: "4711" })).items.map(({ id }) => id)).toEqual([
    "5000",
  ]);
});

test("only admins see them", async () => {
  await expect(listUnseenOwners(ines)).rejects.toMatchObject({ code: "forbidden" });
  await expect(readOwner(ines, { id: "4711", name: "Sven" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("if one of them is banned, the first sign-in shows the reason and nothing else", async () => {
  expect(await banPerson(admin, { id: "4711", reason: "Noise" })).toMatchObject({ name: "Sven" });
  expect((await listUnseenOwners(admin)).items.map(({ id }) => id)).toEqual(["5000"]);
  expect(await readOwner(admin, { id: "4711", name: "x" })).toMatchObject({
    name: "Sven",
    rooms: 2,
    hasSignedIn: false,
    bannedAt: expect.stringMatching(/Z$/),
  });
  const { items, counts } = await listPeople(admin, { show: "banned" });
  expect(items).toMatchObject([{ id: "4711", lastSignInAt: null, banReason: "Noise", rooms: 2 }]);
  expect(counts).toMatchObject({ all: 2, admins: 0, banned: 1, signedIn: { all: 1, banned: 0 } });
  const account = { id: "4711", username: "sven", name: "Sven S", thumbUrl: null };
  const { sessionId: sid } = await finishSignIn(SETUP, {
    account,
    userAgent: null,
    formerSessionId: null,
  });
  const cookie = `${cookieName(new Headers(), "session")}=${await sealSession({ sid, sub: "4711" })}`;
  expect(await viewerOf(cookie)).toMatchObject({
    name: "Sven S",
    banned: true,
    banReason: "Noise",
  });
  await unbanPerson(admin, { id: "4711" });
  expect(await viewerOf(cookie)).toMatchObject({ banned: false });
});

test("a person who opened no room gets no account, and an owner can ban nobody", async () => {
  const ban = (ctx: typeof admin, id: string) => banPerson(ctx, { id, reason: "Noise" });
  await expect(ban(admin, "999")).rejects.toMatchObject({ code: "not_found" });
  await expect(ban(person("8", "Bo", "owner"), "5000")).rejects.toMatchObject({
    code: "forbidden",
  });
  const { rows } = await fresh.services.pool.query(
    "select id from person where id in ('999', '5000')",
  );
  expect(rows).toEqual([]);
});
