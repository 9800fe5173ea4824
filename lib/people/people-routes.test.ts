import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { viewerOf } from "@/lib/web/pages/viewer";
import { setRole } from "./set-role";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await getServices().pool.query("delete from person; delete from audit_entry");
  await signInAs("100", { name: "Ines" });
  await signInAs("1", { name: "tomasz", role: "admin" });
});

const CANARY = "Ines";

/** Every write and download of people, tokens, spaces and the log: its route, its body, and what it does for an admin. */
const ROUTES: [string, Record<string, string>, number][] = [
  ["people/[id]/ban", { reason: "Noise" }, 200],
  ["people/[id]/unban", {}, 404],
  ["people/[id]/role", { role: "admin" }, 200],
  ["tokens", { spaceId: "none", label: "x", scopes: "rooms:read" }, 409],
  ["tokens/shown", {}, 200],
  ["tokens/[id]/revoke", {}, 404],
  ["tokens/[id]/rotate", { overlapHours: "24" }, 404],
  ["tokens/[id]/expiry", { days: "30" }, 404],
  ["spaces", { name: "chess" }, 200],
  ["spaces/[id]/rules", { idleDays: "9", trashDays: "9", warnDays: "9" }, 404],
  ["audit/csv", {}, 200],
];
/** The routes that everybody may use for their own account. tokens/shown only deletes a cookie of this browser. */
const OWN = ["tokens/shown"];

async function call(route: string, cookie: string | null, fields: Record<string, string>) {
  const file = path.resolve("app/api/dashboard", route, "route.ts");
  const module = await import(/* @vite-ignore */ file);
  const method = module.POST ? "POST" : "GET";
  const headers: Record<string, string> = { origin: TEST_ORIGIN, accept: "application/json" };
  if (cookie) headers.cookie = cookie;
  const body = method === "POST" ? new URLSearchParams(fields) : undefined;
  const request = new Request(`${TEST_ORIGIN}/api/dashboard/${route}`, { method, headers, body });
  return module[method](request, { params: Promise.resolve({ id: "100" }) }) as Promise<Response>;
}

async function rows(): Promise<string> {
  const { rows } = await getServices().pool.query(
    `select p.id || p.role || coalesce(p.ban_reason, '') as row from person p where id in ('1', '100')
     union all select 'space ' || name from space union all select 'token ' || label from token order by 1`,
  );
  return JSON.stringify(rows);
}

describe.each(ROUTES)("%s", (route, fields, status) => {
  it.each([
    ["nobody", null, 401],
    ["an owner", { name: "Sven" }, 403],
    ["a banned owner", { name: "Sven", banReason: "x" }, 403],
    ["a banned admin", { name: "Sven", role: "admin", banReason: "x" }, 403],
  ] as const)("refuses %s, changes nothing and reveals nothing", async (_who, person, refused) => {
    const cookie = person ? (await signInAs("50", person)).cookie : null;
    const before = await rows();
    const reply = await call(route, cookie, fields);
    const allowed = OWN.includes(route) && person && !("banReason" in person);
    expect(reply.status).toBe(allowed ? 200 : refused);
    expect(await rows()).toBe(before);
    expect(await reply.text()).not.toContain(CANARY);
  });

  it("serves a new admin at the next request, and refuses a former admin at the next request", async () => {
    const { cookie } = await signInAs("51", { role: "admin" });
    expect((await call(route, cookie, fields)).status).toBe(status);
    await getServices().pool.query("update person set role = 'owner' where id = '51'");
    expect((await call(route, cookie, fields)).status).toBe(OWN.includes(route) ? 200 : 403);
  });
});

it("the table has every route of people, tokens, spaces and the log", () => {
  const found = ["people", "tokens", "spaces", "audit"].flatMap((folder) =>
    readdirSync(path.join("app/api/dashboard", folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("route.ts"))
      .map((file) => path.join(folder, path.dirname(file)).replace(/\/$/, "")),
  );
  expect(found.sort()).toEqual(ROUTES.map(([route]) => route).sort());
});

describe("accounts", () => {
  it("a ban and its end apply at the person's next request, with the reason", async () => {
    const admin = await signInAs("1", { name: "tomasz", role: "admin" });
    const ines = await signInAs("100", { name: "Ines" });
    await call("people/[id]/ban", admin.cookie, { reason: "Too many tries" });
    expect(await viewerOf(ines.cookie)).toMatchObject({
      banned: true,
      banReason: "Too many tries",
    });
    await call("people/[id]/unban", admin.cookie, {});
    expect(await viewerOf(ines.cookie)).toMatchObject({ banned: false, banReason: null });
  });

  it("makes nobody an admin who is banned, and says what to do first", async () => {
    const admin = await signInAs("1", { role: "admin" });
    await signInAs("100", { name: "Ines" });
    await call("people/[id]/ban", admin.cookie, { reason: "Too many tries" });
    const refused = await call("people/[id]/role", admin.cookie, { role: "admin" });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("Let it back in first.");
    const { rows } = await getServices().pool.query("select role from person where id = '100'");
    expect(rows).toEqual([{ role: "owner" }]);
    await call("people/[id]/unban", admin.cookie, {});
    expect((await call("people/[id]/role", admin.cookie, { role: "admin" })).status).toBe(200);
  });

  it("needs a reason", async () => {
    const admin = await signInAs("1", { role: "admin" });
    expect((await call("people/[id]/ban", admin.cookie, { reason: "  " })).status).toBe(400);
  });

  it("keeps the last admin, also when the last two demote each other at the same time", async () => {
    await getServices().pool.query("update person set role = 'owner'");
    await signInAs("100", { role: "admin" });
    await signInAs("200", { role: "admin" });
    const demote = (by: string, id: string) => {
      const actor = { kind: "person", id: by, name: by, role: "admin", banned: false } as const;
      return setRole(contextOf(actor, "rq"), { id, role: "owner" });
    };
    const replies = await Promise.allSettled([demote("100", "200"), demote("200", "100")]);
    const codes = replies.map((reply) =>
      reply.status === "rejected" ? reply.reason.code : "done",
    );
    expect(codes.sort()).toEqual(["conflict", "done"]);
    const { rows } = await getServices().pool.query("select id from person where role = 'admin'");
    expect(rows.length).toBe(1);
  });

  it("does not let people ban or demote themselves or the console", async () => {
    const self = await signInAs("100", { role: "admin" });
    expect((await call("people/[id]/ban", self.cookie, { reason: "x" })).status).toBe(403);
    expect((await call("people/[id]/role", self.cookie, { role: "owner" })).status).toBe(403);
  });

  it("records in the audit log what was done and what was refused", async () => {
    const admin = await signInAs("1", { name: "tomasz", role: "admin" });
    const sven = await signInAs("50", { name: "Sven" });
    await call("people/[id]/ban", sven.cookie, { reason: "x" });
    await call("people/[id]/ban", sven.cookie, { reason: "x" });
    await call("people/[id]/ban", admin.cookie, { reason: "Noise" });
    const { rows } = await getServices().pool.query(
      "select actor_name, outcome, code, subject, count from audit_entry order by id",
    );
    expect(rows).toEqual([
      { actor_name: "Sven", outcome: "refused", code: "forbidden", subject: "100", count: 2 },
      { actor_name: "tomasz", outcome: "done", code: null, subject: "Ines", count: 1 },
    ]);
  });
});
