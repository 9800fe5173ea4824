import { readdirSync } from "node:fs";
import path from "node:path";
import { createElement, Fragment, type ReactNode } from "react";
import { renderToReadableStream } from "react-dom/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { useEnv } from "@/lib/runtime/env";
import { person } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";

/** The Cookie header for the page being rendered; Next would read it from the request. */
let cookie = "";
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ cookie, host: "localhost:4400" }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], has: () => false }),
}));
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  useRouter: () => ({ refresh() {}, push() {}, replace() {} }),
  usePathname: () => "/",
  useSearchParams: () => new URLSearchParams(),
}));

const OWNERS = [
  { id: "7", canary: "canaryofines" },
  { id: "8", canary: "canaryofsven" },
] as const;
const STATES = ["open", "locked", "expired", "trashed"] as const;

let fresh: Awaited<ReturnType<typeof freshServices>>;
const rooms: Record<string, Record<string, string>> = {};
const cookies: Record<string, string> = {};

beforeAll(async () => {
  useTestEnv();
  fresh = await freshServices();
  const { pool } = fresh.services;
  for (const { id, canary } of OWNERS) {
    cookies[id] = (await signInAs(id, { name: `${canary}-account` })).cookie;
    const own: Record<string, string> = {};
    for (const state of STATES) {
      own[state] = await openRoom(pool, {
        spaceId: fresh.spaceId,
        name: `${canary} ${state}`,
        creatorId: id,
        creatorName: `${canary}-creator`,
        passwordSealed: `${canary}-password`,
        document: { filters: [{ key: `${canary}-document` }] },
        ratings: [
          [`${canary}-film`, `${canary}-ann`, "like", Date.now() - 60_000],
          [`${canary}-film`, `${canary}-bob`, "like", Date.now() - 50_000],
        ],
      });
    }
    const set = (state: string, values: string) =>
      pool.query(`update room set ${values} where id = $1`, [own[state]]);
    await set("locked", `locked_at = now(), locked_by = '1', lock_reason = '${canary}-reason'`);
    await set("expired", "expires_at = now() - interval '1 minute'");
    await set(
      "trashed",
      "trashed_at = now(), trash_reason = 'deleted', purge_at = now() + interval '9 days'",
    );
    rooms[id] = own;
  }
  // Each owner has tried to delete the other's room, so that there are refusals that a page could show.
  for (const [index, { id }] of OWNERS.entries()) {
    const other = OWNERS[1 - index]?.id ?? "";
    for (const roomId of Object.values(rooms[other] ?? {})) {
      await deleteRoom(person(id, `owner ${id}`, "owner"), { roomId }).catch(() => {});
    }
  }
});
afterAll(async () => {
  useEnv(undefined);
  await fresh.close();
});

function filesBelow(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === name)
    .map((file) => path.join(folder, file))
    .sort();
}

const PAGES = ["page.tsx", "layout.tsx"].flatMap((name) =>
  ["app/(dashboard)", "app/(admin)"].flatMap((folder) => filesBelow(folder, name)),
);
const ROUTES = filesBelow("app/api/dashboard", "route.ts");
const VISITS = OWNERS.map(({ id }, index) => {
  const { id: other, canary } = OWNERS[1 - index] ?? OWNERS[0];
  return { id, other, canary, own: OWNERS[index]?.canary ?? "" };
});

/** The markup of a page; for a redirect or a not-found page, the digest of Next's error. */
async function draw(file: string, id: string, query: Record<string, string>): Promise<string> {
  const { default: page } = await import(/* @vite-ignore */ path.resolve(file));
  const props = { params: Promise.resolve({ id }), searchParams: Promise.resolve(query) };
  try {
    const node: ReactNode = await page({ ...props, children: null });
    const stream = await renderToReadableStream(createElement(Fragment, null, node), {
      onError: () => {},
    });
    return await new Response(stream).text();
  } catch (error) {
    const { digest } = error as { digest?: string };
    if (digest === undefined) throw error;
    return digest;
  }
}

test.each(PAGES)("%s shows an owner nothing about other owners", async (file) => {
  const inside = file.includes("[id]");
  for (const { id, other, canary } of VISITS) {
    cookie = cookies[id] ?? "";
    const ids = inside ? [...Object.values(rooms[other] ?? {}), "rm_unknown"] : [""];
    const texts: string[] = [];
    for (const roomId of ids) {
      for (const query of [{}, { q: "canary", search: "canary", days: "365", show: "all" }]) {
        texts.push((await draw(file, roomId, query as Record<string, string>)).toLowerCase());
      }
    }
    for (const text of texts) expect(text).not.toContain(canary);
    // Somebody else's room looks like a room that does not exist.
    if (inside) expect(new Set(texts).size, texts.join("\n").slice(0, 500)).toBe(1);
  }
});

test("a page shows the viewer's own rooms, so it would also show other rooms if it could", async () => {
  for (const { id, own } of VISITS) {
    cookie = cookies[id] ?? "";
    for (const file of ["(overview)/page.tsx", "rooms/(list)/page.tsx", "trash/page.tsx"]) {
      expect((await draw(`app/(dashboard)/${file}`, "", {})).toLowerCase(), file).toContain(own);
    }
    const room = rooms[id]?.open ?? "";
    for (const tab of ["", "activity/", "people/", "matches/", "analytics/", "settings/"]) {
      const text = await draw(`app/(dashboard)/rooms/[id]/${tab}page.tsx`, room, {});
      expect(text, tab).not.toContain("NEXT_");
    }
  }
});

const FIELDS = {
  ...{ action: "extend", days: "7", kind: "never", role: "admin", reason: "x", typed: "empty" },
  ...{ made: "keep", extent: "family", label: "x", scopes: "rooms:read", name: "x", q: "canary" },
  ...{ typedName: "canary", idleDays: "9", trashDays: "9", warnDays: "9", overlapHours: "1" },
  ...{ policy: "join", url: "https://a.example/", eventTypes: "room.created", from: "now" },
};
/** These routes end the caller's session or account, and name no room. */
const LEAVING = ["account/erase", "sessions/sign-out"];

test.each(ROUTES)(
  "%s tells an owner nothing about other owners, and changes nothing of theirs",
  async (file) => {
    if (LEAVING.some((one) => file.includes(`${one}/route`))) return;
    const module = await import(/* @vite-ignore */ path.resolve(file));
    const address = file.replace("app", TEST_ORIGIN).replace("/route.ts", "");
    for (const { id, other, canary } of VISITS) {
      const before = await rowsOf(other);
      for (const roomId of Object.values(rooms[other] ?? {})) {
        const headers = {
          cookie: cookies[id] ?? "",
          origin: TEST_ORIGIN,
          accept: "application/json",
        };
        const params = Promise.resolve({ id: roomId });
        const asked: Response[] = [];
        if (module.GET) {
          const url = `${address}?q=canary&room=${roomId}&days=365`;
          asked.push(await module.GET(new Request(url, { headers }), { params }));
        }
        if (module.POST) {
          for (const more of [{}, { dryRun: "1" }, { action: "delete" }]) {
            const chosen = { ...FIELDS, spaceId: fresh.spaceId, room: roomId, ...more };
            const body = new URLSearchParams(Object.entries(chosen));
            const request = new Request(address, { method: "POST", headers, body });
            asked.push(await module.POST(request, { params }));
          }
        }
        for (const reply of asked) {
          const told = JSON.stringify([...reply.headers]) + (await textOf(reply));
          expect(decodeURIComponent(told.replaceAll("%", "%25")).toLowerCase()).not.toContain(
            canary,
          );
        }
      }
      expect(await rowsOf(other)).toEqual(before);
    }
  },
);

/** What a reply says; of a stream, which does not end, what it says first. */
async function textOf(reply: Response): Promise<string> {
  if (!reply.headers.get("content-type")?.startsWith("text/event-stream")) return reply.text();
  const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

async function rowsOf(creatorId: string): Promise<unknown[]> {
  const { rows } = await fresh.services.pool.query(
    "select to_jsonb(r) as row from room r where owner_id = $1 order by id",
    [creatorId],
  );
  return rows;
}

test("an account's export contains nothing about a room that its owner only tried to delete", async () => {
  const { GET } = await import("@/app/api/dashboard/account/export/route");
  for (const { id, own, canary } of VISITS) {
    const headers = { cookie: cookies[id] ?? "" };
    const text = await (await GET(new Request(`${TEST_ORIGIN}/`, { headers }))).text();
    expect(text).toContain(own);
    expect(text).toContain('"room.delete"');
    expect(text).not.toContain(canary);
    for (const roomId of Object.values(
      rooms[VISITS.find((one) => one.id === id)?.other ?? ""] ?? {},
    )) {
      expect(text).not.toContain(roomId);
    }
  }
});
