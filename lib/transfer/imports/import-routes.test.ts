import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices } from "@/lib/testing/fresh-services";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { flashOf } from "@/lib/web/forms/flash";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const storage = createPrismaMatchStorage({ services: fresh.services, spaceId: fresh.spaceId });
  await storage.saveRoom(ROOM);
  await fresh.services.pool.query(
    `insert into room_import (id, space_id, created_by_name, files, policy, includes_trash, opens_hidden, state)
     values ('im_1', $1, 'tomasz', '[]', 'join', false, false, 'checked')`,
    [fresh.spaceId],
  );
});
afterAll(() => fresh.close());

const ROOM = {
  roomName: "canary room",
  sort: "random",
  createdAt: "2026-10-10T12:00:00.000Z",
  creatorPlexUserId: 7,
  creatorPlexUsername: "ines",
};

/** Every route, and its reply to an admin whose import no longer has a file. */
const ROUTES: [string, number][] = [
  ["export", 200],
  ["imports", 200],
  ["imports/[id]/check", 409],
  ["imports/[id]/run", 410],
  ["imports/[id]/undo", 409],
  ["imports/[id]/discard", 200],
];

function form(name = "attic"): FormData {
  const body = new FormData();
  body.set("spaceId", fresh.spaceId);
  body.set("policy", "join");
  body.set("files", new File([JSON.stringify({ ...ROOM, roomName: name })], "attic.json"));
  return body;
}

async function call(
  route: string,
  cookie: string | null,
  given: { origin?: string; body?: FormData; accept?: string } = {},
): Promise<Response> {
  const file = path.resolve("app/api/dashboard", route, "route.ts");
  const { POST } = await import(/* @vite-ignore */ file);
  const headers: Record<string, string> = {
    origin: given.origin ?? TEST_ORIGIN,
    accept: given.accept ?? "application/json",
    referer: `${TEST_ORIGIN}/admin/data`,
  };
  if (cookie) headers.cookie = cookie;
  const body =
    route === "imports" ? (given.body ?? form()) : new URLSearchParams({ spaceId: fresh.spaceId });
  const request = new Request(`${TEST_ORIGIN}/api/dashboard/${route}`, {
    method: "POST",
    headers,
    body,
  });
  return POST(request, { params: Promise.resolve({ id: "im_1" }) });
}

/** The number of uploads that are being checked. */
async function atWork(): Promise<number> {
  const { rowCount } = await fresh.services.pool.query(
    "select 1 from room_import where state in ('uploaded', 'checking')",
  );
  return rowCount ?? 0;
}

async function rows(): Promise<string> {
  const { rows } = await fresh.services.pool.query(
    `select 'import ' || i::text as line from room_import i union all select 'room ' || r::text from room r
     union all select 'chunk ' || c.import_id from room_import_chunk c order by 1`,
  );
  return JSON.stringify(rows);
}

it("knows every route", () => {
  const found = readdirSync("app/api/dashboard", { recursive: true, encoding: "utf8" })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => /^(export|imports)(\/.*)?\/route\.ts$/.test(name));
  expect(found.sort()).toEqual(ROUTES.map(([route]) => `${route}/route.ts`).sort());
});

describe.each(ROUTES)("%s", (route, status) => {
  it.each([
    ["nobody", null, 401],
    ["an owner", { name: "Sven" }, 403],
    ["a banned owner", { name: "Sven", banReason: "x" }, 403],
    ["a banned admin", { name: "Sven", role: "admin", banReason: "x" }, 403],
  ] as const)("refuses %s, changes nothing and reveals nothing", async (_who, person, refused) => {
    const cookie = person ? (await signInAs("50", person)).cookie : null;
    const before = await rows();
    const reply = await call(route, cookie);
    expect(reply.status).toBe(refused);
    expect(await reply.text()).not.toContain("canary");
    expect(await rows()).toBe(before);
  });

  it("refuses another site's page", async () => {
    const { cookie } = await signInAs("51", { role: "admin" });
    const before = await rows();
    expect((await call(route, cookie, { origin: "https://evil.example" })).status).toBe(403);
    expect(await rows()).toBe(before);
  });

  it("serves an admin", async () => {
    const { cookie } = await signInAs("51", { role: "admin" });
    expect((await call(route, cookie)).status).toBe(status);
    await expect.poll(atWork).toBe(0);
  });
});

it("redirects a browser to the page of its upload, or back with a message if the upload is too large", async () => {
  const { cookie } = await signInAs("51", { role: "admin" });
  const reply = await call("imports", cookie, { accept: "text/html" });
  expect(reply.status).toBe(303);
  expect(reply.headers.get("location")).toMatch(/^\/admin\/data\/im_/);
  await expect.poll(atWork).toBe(0);

  const body = form();
  body.set("files", new File([Buffer.alloc(LIMITS.importBytesMax + 1)], "huge.gz"));
  const before = await rows();
  const refused = await call("imports", cookie, { accept: "text/html", body });
  expect(refused.status).toBe(303);
  expect(refused.headers.get("location")).toBe("/admin/data");
  const sent = (refused.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  expect(flashOf(sent, await sessionIdOf(cookie))?.message).toContain("larger than 32 MB");
  expect(await rows()).toBe(before);
});

it("gives an export a plain name, and no cache stores it", async () => {
  const { cookie } = await signInAs("51", { role: "admin" });
  const reply = await call("export", cookie);
  expect(reply.headers.get("content-disposition")).toMatch(
    /^attachment; filename="movies-\d{4}-\d\d-\d\d\.roomkeeper\.jsonl\.gz"$/,
  );
  expect(reply.headers.get("cache-control")).toBe("no-store");
  expect(reply.headers.get("content-type")).toBe("application/gzip");
});
