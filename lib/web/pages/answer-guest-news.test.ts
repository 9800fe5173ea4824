import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { GET } from "@/app/api/g/[token]/route";
import { LIMITS } from "@/lib/core/limits";
import { getGroupLink } from "@/lib/match/group-link/get-group-link";
import { makeGroupLink } from "@/lib/match/group-link/make-group-link";
import { switchOffGroupLink } from "@/lib/match/group-link/switch-off-group-link";
import { findRoom } from "@/lib/rooms/find-room";
import { getServices } from "@/lib/runtime/services";
import { ines } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { passAddress } from "@/lib/web/api/caller-address";
import { loadGuestList } from "./load-guest-list";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let roomId: string;
let token: string;
beforeAll(async () => {
  // Counts start again with each minute of the clock, and lists are read again a second later.
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  fresh = await freshServices();
  useTestEnv();
});
afterAll(async () => {
  vi.useRealTimers();
  await fresh.close();
});
beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query("truncate room, room_tombstone, audit_entry cascade");
  await openSpace(pool);
  roomId = await openRoom(pool, {
    ratings: [
      ["up", "Ann", "like", 1],
      ["up", "bob", "like", 2],
    ],
  });
  await makeGroupLink(ines, { roomId, end: "week", timeZone: "UTC", showsNames: false });
  const link = await getGroupLink(ines, { room: await findRoom(ines, { roomId }) });
  token = link?.token ?? "";
});

let networks = 0;

/** Asks as a guest, from a network without any requests so far unless one is given. */
async function ask(tag: string | null, of = token, address = `198.51.${networks++ % 200}.7`) {
  const headers: Record<string, string> = tag === null ? {} : { "if-none-match": tag };
  passAddress({ headers, socket: { remoteAddress: address } } as unknown as IncomingMessage);
  const request = new Request(`${TEST_ORIGIN}/api/g/${of}`, { headers });
  return GET(request, { params: Promise.resolve({ token: of }) });
}

/** What was shared is not shared any more. */
const later = () => vi.advanceTimersByTime(LIMITS.guestListKeptMs);

test("a guest who has the list of now gets 304; after a change 200 with another tag and no content", async () => {
  const view = await loadGuestList(token, {});
  const tag = `"${view?.tag}"`;
  const same = await ask(tag);
  expect([same.status, same.headers.get("etag")]).toEqual([304, tag]);
  expect(same.headers.get("cache-control")).toBe("private, no-store");
  await saveSeed(fresh.services.pool, { ratings: [["heat", "Ann", "like", 9]] });
  later();
  const changed = await ask(tag);
  expect([changed.status, await changed.text()]).toEqual([200, ""]);
  expect(changed.headers.get("etag")).not.toBe(tag);
  const next = await loadGuestList(token, {});
  expect(changed.headers.get("etag")).toBe(`"${next?.tag}"`);
  expect(next?.shortlist.nearly).toHaveLength(1);
  expect((await ask(null)).status).toBe(200);
});

test("when the link ends, guests get 404, and nothing that says why", async () => {
  const wrong = await ask(null, "a".repeat(22));
  await switchOffGroupLink(ines, { roomId });
  later();
  const off = await ask('"x"');
  expect([wrong.status, off.status]).toEqual([404, 404]);
  const body = async (reply: Response) => ({ ...(await reply.json()), requestId: "" });
  expect(await body(off)).toEqual(await body(wrong));
});

test("fifty guests who ask and load at the same time cost a handful of statements", async () => {
  const { pool } = fresh.services;
  const query = vi.spyOn(pool, "query");
  const statements = () =>
    query.mock.calls.filter(([text]) => !String(text).includes("rate_count"));
  const guests = Array.from({ length: 50 });
  await Promise.all(guests.map(() => ask('"old"')));
  expect(statements()).toHaveLength(1);
  query.mockClear();
  await Promise.all(guests.map(() => loadGuestList(token, {})));
  // Whether the link is on is asked for each of them; the list is read once, by four statements.
  expect(statements()).toHaveLength(guests.length + 4);
  query.mockRestore();
});

test("a network and a link have a limit of their own, and other guests do not notice", async () => {
  const { rates } = getServices();
  const { guestRequestsPerNetworkMax: ofNetwork, guestRequestsPerLinkMax: ofLink } = LIMITS;
  rates.guest.take("192.0.2.66", ofNetwork - 1);
  expect((await ask(null, token, "192.0.2.66")).status).toBe(200);
  const refused = await ask(null, token, "192.0.2.66");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: "too_many_requests" });
  expect((await ask(null)).status).toBe(200);

  // Two of the guests above were let through to the link.
  rates.guestLink.take(createHash("sha256").update(token).digest("base64url"), ofLink - 2);
  expect((await ask(null)).status).toBe(429);
  expect((await ask(null, "a".repeat(22))).status).toBe(404);
});

test("the counts that are stored name the link by a hash", async () => {
  await ask(null);
  const { rates, pool } = getServices();
  await Promise.all([rates.guest.close(), rates.guestLink.close()]);
  const { rows } = await pool.query<{ line: string }>(
    "select stored::text as line from rate_count stored",
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});
