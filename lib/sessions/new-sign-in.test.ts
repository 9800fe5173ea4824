import { afterAll, beforeAll, expect, it } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { finishSignIn } from "@/lib/sign-in/finish-sign-in";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import { acknowledgeSessions } from "./acknowledge-sessions";
import { listSessions } from "./list-sessions";
import { readNewSignIn } from "./read-new-sign-in";
import { signOutOthers } from "./sign-out-others";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());

const CTX = contextOf({ kind: "nobody" } as const, "rq");

async function signIn(id: string, userAgent: string, formerSessionId: string | null = null) {
  const account = { id, username: id, name: id, thumbUrl: null };
  const { sessionId } = await finishSignIn(CTX, { account, userAgent, formerSessionId });
  return { id, sessionId };
}

function as(id: string) {
  const actor = { kind: "person", id, name: id, role: "owner", banned: false } as const;
  return contextOf(actor, "rq");
}

it("tells every other browser of an account about a new sign-in until the person confirms it", async () => {
  const desk = await signIn("7", "desk");
  expect(await readNewSignIn(getServices(), desk)).toBeNull();
  const phone = await signIn("7", "phone");
  expect(await readNewSignIn(getServices(), desk)).toMatchObject({
    userAgent: "phone",
    more: 0,
  });
  await signIn("7", "couch");
  expect(await readNewSignIn(getServices(), desk)).toMatchObject({
    userAgent: "couch",
    more: 1,
  });
  await acknowledgeSessions(as("7"), { from: desk.sessionId });
  expect(await readNewSignIn(getServices(), desk)).toBeNull();
  // Only the desktop itself has confirmed its sign-in, so the other browsers are told about it.
  expect(await readNewSignIn(getServices(), phone)).toMatchObject({
    userAgent: "desk",
    more: 0,
  });
  const news = (await listSessions(as("7"))).filter(({ isNew }) => isNew);
  expect(news.map(({ userAgent }) => userAgent)).toEqual(["desk"]);
});

it("shows a sign-in that happened while nobody of the account was signed in", async () => {
  await signIn("8", "a stranger's");
  const desk = await signIn("8", "desk");
  expect(await readNewSignIn(getServices(), desk)).toMatchObject({ userAgent: "a stranger's" });
});

it("does not report a repeated sign-in of the same browser, signed-out browsers, or other people", async () => {
  const desk = await signIn("9", "desk");
  const phone = await signIn("9", "phone");
  await acknowledgeSessions(as("9"), { from: desk.sessionId });
  await signIn("9", "phone again", phone.sessionId);
  await signIn("10", "somebody else");
  expect(await readNewSignIn(getServices(), desk)).toBeNull();
  await signIn("9", "tablet", (await signIn("10", "tablet")).sessionId);
  expect(await readNewSignIn(getServices(), desk)).toMatchObject({ userAgent: "tablet" });
  await signOutOthers(as("9"), { keep: desk.sessionId });
  expect(await readNewSignIn(getServices(), desk)).toBeNull();
});
