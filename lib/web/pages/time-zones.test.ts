import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { POST as chooseZone } from "@/app/api/dashboard/account/zone/route";
import { POST as setRule } from "@/app/api/dashboard/rooms/[id]/expiry/route";
import { POST as nameZone } from "@/app/api/dashboard/zone/route";
import { addDays, endOfDay, localTime } from "@/lib/core/calendar";
import { readAnalyticsQuery } from "@/lib/match/analytics/analytics-query";
import { listExpiries } from "@/lib/rooms/list-expiries";
import { cookieName } from "@/lib/sessions/cookies";
import { person } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { readDeliveriesQuery } from "@/lib/webhooks/deliveries-query";
import { viewerOf } from "./viewer";

const LOS_ANGELES = "America/Los_Angeles";
const KOLKATA = "Asia/Kolkata";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let session = "";
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  await openSpace(fresh.services.pool);
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await fresh.services.pool.query("delete from person; delete from audit_entry; delete from room");
  session = (await signInAs("7", { name: "Ines" })).cookie;
});

type Post = (request: Request, route?: never) => Promise<Response>;

async function post(handler: unknown, cookie: string | null, fields: Record<string, string>) {
  const headers = {
    origin: TEST_ORIGIN,
    accept: "application/json",
    ...(cookie ? { cookie } : {}),
  };
  const body = new URLSearchParams(fields);
  const request = new Request(`${TEST_ORIGIN}/api/dashboard/x`, { method: "POST", headers, body });
  const route = { params: Promise.resolve(fields.id ? { id: fields.id } : {}) };
  return (handler as Post)(request, route as never);
}

/** The cookies of the browser after the reply: its session and its zone. */
function browserAfter(reply: Response): string {
  const named = reply.headers.get("set-cookie")?.split(";")[0] ?? "";
  return `${session}; ${named}`;
}

const zoneIn = async (cookie: string) => (await viewerOf(cookie))?.timeZone;

describe("the zone that times are shown in", () => {
  it("is UTC until a browser sends one, then the browser's, and the account's in browsers without scripts", async () => {
    expect(await zoneIn(session)).toBe("UTC");
    const reply = await post(nameZone, session, { timeZone: LOS_ANGELES });
    expect(reply.status).toBe(200);
    expect(await zoneIn(browserAfter(reply))).toBe(LOS_ANGELES);
    expect(await zoneIn(session)).toBe(LOS_ANGELES);
  });

  it("is that of each browser, unless the person chose one", async () => {
    const home = browserAfter(await post(nameZone, session, { timeZone: LOS_ANGELES }));
    const away = browserAfter(await post(nameZone, session, { timeZone: KOLKATA }));
    expect([await zoneIn(home), await zoneIn(away)]).toEqual([LOS_ANGELES, KOLKATA]);
    expect((await post(chooseZone, home, { timeZone: "Europe/Berlin" })).status).toBe(200);
    expect([await zoneIn(home), await zoneIn(away)]).toEqual(["Europe/Berlin", "Europe/Berlin"]);
    expect((await post(chooseZone, away, { timeZone: "" })).status).toBe(200);
    expect([await zoneIn(home), await zoneIn(away)]).toEqual([LOS_ANGELES, KOLKATA]);
    const { rows } = await fresh.services.pool.query("select action, outcome from audit_entry");
    expect(rows).toEqual([
      { action: "person.time-zone", outcome: "done" },
      { action: "person.time-zone", outcome: "done" },
    ]);
  });

  it.each(["", "Mars/Olympus", "+02:00", "UTC'; drop table room", "x".repeat(65)])(
    "is never %j",
    async (timeZone) => {
      expect((await post(nameZone, session, { timeZone })).status).toBe(400);
      if (timeZone) expect((await post(chooseZone, session, { timeZone })).status).toBe(400);
      expect(
        await zoneIn(
          `${session}; ${cookieName(new Headers(), "zone")}=${encodeURIComponent(timeZone)}`,
        ),
      ).toBe("UTC");
    },
  );

  it("is stored only in a cookie for banned people and for visitors who are not signed in", async () => {
    const reply = await post(nameZone, null, { timeZone: KOLKATA });
    expect([reply.status, reply.headers.get("set-cookie")]).toEqual([
      200,
      expect.stringContaining("_zone=Asia%2FKolkata; Path=/; SameSite=Lax"),
    ]);
    const banned = await signInAs("8", { banReason: "Noise" });
    await post(nameZone, banned.cookie, { timeZone: KOLKATA });
    const { rows } = await fresh.services.pool.query(
      "select id from person where time_zone_found is not null",
    );
    expect(rows).toEqual([]);
    expect((await post(chooseZone, null, { timeZone: KOLKATA })).status).toBe(401);
    expect((await post(chooseZone, banned.cookie, { timeZone: KOLKATA })).status).toBe(403);
  });
});

describe("a last day", () => {
  const day = addDays(localTime("UTC", Date.now()).day, 10);

  async function leavesAt(cookie: string, fields: Record<string, string>) {
    const id = await openRoom(fresh.services.pool, { name: `${Math.random()}`, creatorId: "7" });
    const reply = await post(setRule, cookie, { id, kind: "date", until: day, ...fields });
    expect(reply.status).toBe(200);
    const { rows } = await fresh.services.pool.query("select expires_at from room where id = $1", [
      id,
    ]);
    return { at: rows[0]?.expires_at.getTime(), ...(await reply.json()) };
  }

  it("lasts to its end in the zone of the form", async () => {
    const { at, message } = await leavesAt(session, { timeZone: LOS_ANGELES });
    expect(at).toBe(endOfDay(LOS_ANGELES, day));
    expect(message).toMatch(/ stays until .*, 23:59 Los Angeles time\.$/);
  });

  it("lasts to its end in the account's zone if the form names none", async () => {
    await post(chooseZone, session, { timeZone: KOLKATA });
    const { at, message } = await leavesAt(session, {});
    expect(at).toBe(endOfDay(KOLKATA, day));
    expect(message).toMatch(/ stays until .*, 23:59 Kolkata time\.$/);
  });

  it("is refused for an invalid zone", async () => {
    const id = await openRoom(fresh.services.pool, { creatorId: "7" });
    const fields = { id, kind: "date", until: day, timeZone: "Mars/Olympus" };
    expect((await post(setRule, session, fields)).status).toBe(400);
  });
});

test("expiries are counted by the days of the zone", async () => {
  const { pool } = fresh.services;
  const today = localTime(KOLKATA, Date.now()).day;
  const last = endOfDay(KOLKATA, addDays(today, 2));
  for (const [name, at] of [
    ["on the day", last],
    ["on the next", last + 1],
  ] as const) {
    const id = await openRoom(pool, { name });
    await pool.query("update room set expiry_kind = 'date', expires_at = $2 where id = $1", [
      id,
      new Date(at),
    ]);
  }
  const ines = person("7", "Ines", "owner");
  const days = await listExpiries(ines, { whose: "mine", days: 5, timeZone: KOLKATA });
  expect(days.map(({ day, rooms }) => [day, rooms])).toEqual(
    [0, 0, 1, 1, 0].map((rooms, index) => [addDays(today, index), rooms]),
  );
});

test("without a zone in the address the viewer's zone applies", () => {
  const usual = { period: "4w", timeZone: KOLKATA, whose: "mine" } as const;
  expect(readAnalyticsQuery({}, usual).timeZone).toBe(KOLKATA);
  expect(readAnalyticsQuery({ tz: "Mars/Olympus" }, usual).timeZone).toBe(KOLKATA);
  expect(readAnalyticsQuery({ tz: "UTC" }, usual).timeZone).toBe("UTC");
});

test("a time that is typed on the page of a webhook is in the zone of the page", () => {
  const since = "2026-01-01T00:00";
  expect(readDeliveriesQuery({ since, tz: LOS_ANGELES }).since).toBe("2026-01-01T08:00:00.000Z");
  expect(readDeliveriesQuery({ since }).since).toBe("2026-01-01T00:00:00.000Z");
  expect(readDeliveriesQuery({ since: `${since}Z`, tz: KOLKATA }).since).toBe(
    "2026-01-01T00:00:00.000Z",
  );
  expect(readDeliveriesQuery({ since: "yesterday", tz: KOLKATA }).since).toBeUndefined();
});
