import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as deleteRoom } from "@/app/api/dashboard/rooms/[id]/delete/route";
import { POST as lockRoom } from "@/app/api/dashboard/rooms/[id]/lock/route";
import { POST as spendLink } from "@/app/api/dashboard/sign-in/link/route";
import { RoomkeeperError } from "@/lib/core/errors";
import { getServices } from "@/lib/runtime/services";
import { readKeptChange } from "@/lib/sessions/kept-change";
import { readPersonOfSession } from "@/lib/sessions/read-person-of-session";
import { sessionCookies, sessionIdOf } from "@/lib/sessions/session-cookie";
import { createSignInLink } from "@/lib/sign-in/create-sign-in-link";
import { finishSignIn } from "@/lib/sign-in/finish-sign-in";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { viewerOf } from "@/lib/web/pages/viewer";
import { changeText, isKept, KNOWN_CHANGES } from "./change-text";
import { flashOf } from "./flash";
import { fieldsOf, finishing } from "./keep-for-sign-in";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());

const CTX = contextOf({ kind: "nobody" } as const, "rq");

async function newRoom(name: string, creatorId = "7"): Promise<string> {
  const id = await openRoom(getServices().pool, { spaceId: fresh.spaceId, name });
  await getServices().pool.query("update room set owner_id = $2 where id = $1", [id, creatorId]);
  return id;
}

function send(
  route: typeof deleteRoom,
  at: {
    id: string;
    verb: string;
    cookie: string;
    fields?: Record<string, string>;
    accept?: string;
  },
): Promise<Response> {
  const request = new Request(`${TEST_ORIGIN}/api/dashboard/rooms/${at.id}/${at.verb}`, {
    method: "POST",
    headers: { origin: TEST_ORIGIN, cookie: at.cookie, accept: at.accept ?? "text/html" },
    body: new URLSearchParams(at.fields ?? {}),
  });
  return route(request, { params: Promise.resolve({ id: at.id }) });
}

async function endedSession(id = "7", how: "expired" | "revoked" = "expired") {
  const session = await signInAs(id);
  const set = how === "expired" ? "expires_at = now()" : "revoked_at = now()";
  await getServices().pool.query(`update session set ${set} where id = $1`, [session.sessionId]);
  return session;
}

async function signInAgain(id: string, formerSessionId: string) {
  const account = { id, username: id, name: id, thumbUrl: null };
  const made = await finishSignIn(CTX, { account, userAgent: null, formerSessionId });
  const { cookie } = await signInAs(id);
  return { ...made, cookie };
}

const isTrashed = async (id: string) => {
  const { rows } = await getServices().pool.query(
    "select trashed_at is not null as trashed from room where id = $1",
    [id],
  );
  return rows[0].trashed as boolean;
};

describe("a form that is sent after its session has ended", () => {
  it("is kept, named on the sign-in page, and carried out once after the same person signed in", async () => {
    const id = await newRoom("Attic");
    const { cookie, sessionId } = await endedSession();
    const reply = await send(deleteRoom, {
      id,
      verb: "delete",
      cookie,
      fields: { returnTo: "/rooms?q=a" },
    });
    expect([reply.status, reply.headers.get("location")]).toEqual([
      303,
      "/sign-in?returnTo=%2Frooms%3Fq%3Da",
    ]);
    expect(await isTrashed(id)).toBe(false);

    const account = { id: "7", username: "7", name: "7", thumbUrl: null };
    const visit = { account, userAgent: null, formerSessionId: sessionId };
    const { sessionId: newId, kept: outcome } = await finishSignIn(CTX, visit);
    expect(outcome).toBe("kept");
    const kept = await readKeptChange(getServices(), newId);
    if (!kept) throw new Error("nothing was kept");
    expect(changeText(kept, { room: "“Attic”" })).toBe("delete “Attic”");
    expect(await isTrashed(id)).toBe(false);

    const fields = Object.fromEntries(fieldsOf(kept));
    expect(fields.returnTo).toBe("/rooms?q=a");
    const fresh = await cookieOf(newId);
    const done = await send(deleteRoom, { id, verb: "delete", cookie: fresh, fields });
    expect(done.headers.get("location")).toBe("/rooms?q=a");
    expect(await isTrashed(id)).toBe(true);
    const again = await send(deleteRoom, {
      id,
      verb: "delete",
      cookie: fresh,
      fields,
      accept: "application/json",
    });
    expect(again.status).toBe(409);
    expect(await readKeptChange(getServices(), newId)).toBeNull();
  });

  it("is carried out once if ten requests send it at the same time", async () => {
    const id = await newRoom("Cellar");
    const { cookie, sessionId } = await endedSession();
    await send(deleteRoom, { id, verb: "delete", cookie });
    const { sessionId: newId } = await signInAgain("7", sessionId);
    const kept = await readKeptChange(getServices(), newId);
    const fields = Object.fromEntries(fieldsOf(kept ?? failing()));
    const mine = await cookieOf(newId);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        send(deleteRoom, { id, verb: "delete", cookie: mine, fields, accept: "application/json" }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  });

  it("is dropped if another person signs in, and they are told", async () => {
    const id = await newRoom("Garage");
    const { cookie, sessionId } = await endedSession();
    await send(deleteRoom, { id, verb: "delete", cookie });
    const { sessionId: newId, kept } = await signInAgain("8", sessionId);
    expect(kept).toBe("dropped");
    expect(await readKeptChange(getServices(), newId)).toBeNull();
    expect(await readKeptChange(getServices(), sessionId)).toBeNull();
    expect(await isTrashed(id)).toBe(false);
  });

  it("is dropped by a sign-in with the console's link too, with a message", async () => {
    const id = await newRoom("Shed");
    const { cookie } = await endedSession();
    await send(deleteRoom, { id, verb: "delete", cookie });
    const { url } = await createSignInLink(SETUP);
    const reply = await spendLink(
      new Request(`${TEST_ORIGIN}/api/dashboard/sign-in/link`, {
        method: "POST",
        headers: { origin: TEST_ORIGIN, cookie },
        body: new URLSearchParams({ code: new URL(url).searchParams.get("code") ?? "" }),
      }),
    );
    const sent = reply.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    expect(flashOf(sent, await sessionIdOf(sent))?.message).toContain("was dropped");
    expect(reply.headers.get("location")).toBe("/");
  });

  it("stays kept if the server fails while it is carried out", async () => {
    const id = await newRoom("Stairs");
    const { cookie, sessionId } = await endedSession();
    await send(deleteRoom, { id, verb: "delete", cookie });
    const { sessionId: newId } = await signInAgain("7", sessionId);
    const kept = (await readKeptChange(getServices(), newId)) ?? failing();
    const viewer = await viewerOf(await cookieOf(newId));
    const fail = (error: Error) =>
      finishing({ finishes: kept.id }, viewer, () => Promise.reject(error)).catch(() => {});
    await fail(new Error("the network failed"));
    expect(await readKeptChange(getServices(), newId)).toEqual(kept);
    await fail(new RoomkeeperError("unavailable", "The database does not answer."));
    expect(await readKeptChange(getServices(), newId)).toEqual(kept);
    await fail(new RoomkeeperError("locked", "An admin locked this room."));
    expect(await readKeptChange(getServices(), newId)).toBeNull();
  });

  it("is refused like any other form if its sender may not do it", async () => {
    const id = await newRoom("Porch", "8");
    const { cookie, sessionId } = await endedSession("7");
    await send(deleteRoom, { id, verb: "delete", cookie });
    const { sessionId: newId } = await signInAgain("7", sessionId);
    const kept = (await readKeptChange(getServices(), newId)) ?? failing();
    const fields = Object.fromEntries(fieldsOf(kept));
    const refused = await send(deleteRoom, {
      id,
      verb: "delete",
      cookie: await cookieOf(newId),
      fields,
      accept: "application/json",
    });
    expect(refused.status).toBe(404);
    expect(await isTrashed(id)).toBe(false);
  });

  it("belongs to this browser: another session of the same person cannot send it", async () => {
    const id = await newRoom("Loft");
    const { cookie, sessionId } = await endedSession();
    await send(deleteRoom, { id, verb: "delete", cookie });
    const { sessionId: newId } = await signInAgain("7", sessionId);
    const fields = Object.fromEntries(
      fieldsOf((await readKeptChange(getServices(), newId)) ?? failing()),
    );
    const elsewhere = await signInAs("7");
    const reply = await send(deleteRoom, {
      id,
      verb: "delete",
      cookie: elsewhere.cookie,
      fields,
      accept: "application/json",
    });
    expect(reply.status).toBe(409);
    expect(await isTrashed(id)).toBe(false);
  });

  it("is only the newest of its session, is encrypted, and is deleted after half an hour", async () => {
    const { pool } = getServices();
    const id = await newRoom("Secret garden");
    const { cookie, sessionId } = await endedSession();
    await send(deleteRoom, { id, verb: "delete", cookie });
    await send(lockRoom, { id, verb: "lock", cookie, fields: { reason: "a very private reason" } });
    const { rows } = await pool.query(
      "select k::text as row from kept_change k where session_id = $1",
      [sessionId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain("private reason");
    expect(rows[0].row).not.toContain(id);
    expect((await readKeptChange(getServices(), sessionId))?.fields).toEqual({
      reason: "a very private reason",
    });
    await pool.query("update kept_change set expires_at = now() where session_id = $1", [
      sessionId,
    ]);
    expect(await readKeptChange(getServices(), sessionId)).toBeNull();
    expect((await signInAgain("7", sessionId)).kept).toBeNull();
  });

  it.each([
    ["a cookie without a session", async () => ""],
    ["a made-up cookie", async () => "rk_session=abc"],
    [
      "a session whose row is gone",
      async () => {
        const { cookie, sessionId } = await signInAs("7");
        await getServices().pool.query("delete from session where id = $1", [sessionId]);
        return cookie;
      },
    ],
  ])("is not kept for %s, and the message says so", async (_name, cookieFor) => {
    const id = await newRoom(`None ${_name}`);
    const { pool } = getServices();
    const count = async () =>
      (await pool.query("select count(*)::int as kept from kept_change")).rows[0].kept;
    const before = await count();
    const reply = await send(deleteRoom, { id, verb: "delete", cookie: await cookieFor() });
    expect(reply.headers.get("location")).toMatch(/^\/sign-in\?returnTo=/);
    const sent = reply.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    expect(flashOf(sent, null)?.message).toContain("nothing was changed");
    expect(await count()).toBe(before);
  });

  it("is not kept if it is too large, and the message says so", async () => {
    const id = await newRoom("Long");
    const { cookie, sessionId } = await endedSession();
    const fields = { reason: "a".repeat(70_000) };
    const reply = await send(lockRoom, { id, verb: "lock", cookie, fields });
    const sent = reply.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    expect(flashOf(sent, null)?.message).toContain("nothing was changed");
    expect(await readKeptChange(getServices(), sessionId)).toBeNull();
  });

  it("from a script gets 401 with the path of the sign-in page", async () => {
    const id = await newRoom("Script");
    const { cookie, sessionId } = await endedSession();
    const reply = await send(deleteRoom, {
      id,
      verb: "delete",
      cookie,
      accept: "application/json",
    });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({
      code: "unauthorized",
      signIn: "/sign-in?returnTo=%2F",
    });
    expect(await readKeptChange(getServices(), sessionId)).toBeNull();
  });

  it("knows whether the session expired or was signed out", async () => {
    const expired = await endedSession("7", "expired");
    const revoked = await endedSession("7", "revoked");
    expect(await readPersonOfSession(getServices(), expired.sessionId)).toMatchObject({
      id: "7",
      isRevoked: false,
    });
    expect(await readPersonOfSession(getServices(), revoked.sessionId)).toMatchObject({
      isRevoked: true,
    });
  });
});

describe("words", () => {
  const root = path.resolve(import.meta.dirname, "..", "..", "..", "app", "api", "dashboard");
  const routes = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/)route\.ts$/.test(name))
    .filter((name) => readFileSync(path.join(root, name), "utf8").includes("POST"))
    .map((name) => name.replace(/\/route\.ts$/, ""));

  it("exist for every form of the dashboard, and for no other", () => {
    expect([...KNOWN_CHANGES].sort()).toEqual(routes.sort());
  });

  it.each([
    [
      "/api/dashboard/rooms/bulk",
      { action: "purge", room: ["a", "b"] },
      "delete for good: 2 rooms",
    ],
    ["/api/dashboard/rooms/bulk", { action: "delete", room: "a" }, "delete: 1 room"],
    ["/api/dashboard/rooms/bulk", { action: "purge", trash: "1" }, "empty the trash"],
    ["/api/dashboard/rooms/rm_1/extend", { days: "7" }, "extend “Attic”"],
    ["/api/dashboard/webhooks/wh_1", {}, "change a webhook"],
    ["/api/dashboard/tokens", {}, "make a token"],
  ])("of %s %j", (action, fields, words) => {
    expect(changeText({ action, fields, returnTo: "/" }, { room: "“Attic”" })).toBe(words);
  });

  it("leave out fields that mean nothing later", () => {
    for (const route of [
      "sessions/sign-out",
      "tokens/shown",
      "theme",
      "nowhere",
      "rooms/a/nothing",
    ]) {
      expect(isKept(`/api/dashboard/${route}`)).toBe(false);
    }
  });
});

function failing(): never {
  throw new Error("nothing was kept");
}

/** The Cookie header of a browser in this session. */
async function cookieOf(sessionId: string): Promise<string> {
  const [line = ""] = await sessionCookies(new Headers(), { sessionId, personId: "7" });
  return line.split(";")[0] ?? "";
}
