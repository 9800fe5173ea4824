import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { flashCookie, flashOf } from "./flash";
import { handleForm } from "./handle-form";

let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  useTestEnv();
  setServices(openServices(database.url, ["test-secret"]));
});
afterAll(async () => {
  await getServices().close();
  await drop();
});

const echo = handleForm({
  schema: z.object({ id: z.string(), days: z.coerce.number().int().max(90) }),
  async run(ctx, input) {
    if (input.days === 13) throw new RoomkeeperError("locked", "An admin locked this room.");
    if (input.days === 14) throw new TypeError("password=hunter2");
    const undo = { action: "/api/dashboard/rooms/a/restore", fields: { days: "1" } };
    return { message: `“${input.id}” +${input.days}`, undo, data: { actor: ctx.actor.kind } };
  },
});
const route = { params: Promise.resolve({ id: "rm_1" }) };

function form(fields: Record<string, string>, headers: Record<string, string | null> = {}) {
  const given: Record<string, string | null> = { origin: TEST_ORIGIN, ...headers };
  const kept = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null);
  return new Request(`${TEST_ORIGIN}/api/dashboard/rooms/rm_1/extend`, {
    method: "POST",
    headers: Object.fromEntries(kept),
    body: new URLSearchParams(fields),
  });
}

/** The message that the next page shows in the session of this Cookie header. */
async function flashAfter(response: Response, cookie: string | null) {
  const sent = response.headers.getSetCookie().map((value) => value.split(";")[0]);
  return flashOf(sent.join("; "), await sessionIdOf(cookie)) ?? undefined;
}

describe("origin", () => {
  const rows: [string, Record<string, string | null>, number][] = [
    ["our own page", {}, 303],
    ["our own page, with fetch metadata", { "sec-fetch-site": "same-origin" }, 303],
    [
      "no Origin, same-origin by fetch metadata",
      { origin: null, "sec-fetch-site": "same-origin" },
      303,
    ],
    ["no Origin and nothing else", { origin: null }, 403],
    ["no Origin, cross-site", { origin: null, "sec-fetch-site": "cross-site" }, 403],
    ["no Origin, typed address", { origin: null, "sec-fetch-site": "none" }, 403],
    ["no Origin, sibling site", { origin: null, "sec-fetch-site": "same-site" }, 403],
    ["null", { origin: "null" }, 403],
    ["null, claiming same-origin", { origin: "null", "sec-fetch-site": "same-origin" }, 403],
    ["another site", { origin: "https://evil.example" }, 403],
    ["our host on another port", { origin: "http://localhost:4401" }, 403],
    ["our host on another scheme", { origin: "https://localhost:4400" }, 403],
    ["a host that begins like ours", { origin: "http://localhost:4400.evil.example" }, 403],
    ["our Origin from a cross-site page", { "sec-fetch-site": "cross-site" }, 403],
  ];
  it.each(rows)("%s", async (_name, headers, status) => {
    const { cookie } = await signInAs("1");
    const response = await echo(form({ days: "1" }, { cookie, ...headers }), route);
    expect(response.status).toBe(status);
    if (status === 403) expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe("session", () => {
  it("sends a signed-out browser to the sign-in page, and back", async () => {
    const referer = `${TEST_ORIGIN}/rooms/rm_1?tab=x`;
    const request = form({ days: "1" }, { referer });
    const response = await echo(request, route);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/sign-in?returnTo=%2Frooms%2Frm_1%3Ftab%3Dx");
    // The body is not read if the caller may not send it.
    expect(request.bodyUsed).toBe(false);
  });

  it("tells a signed-out script so", async () => {
    const response = await echo(form({ days: "1" }, { accept: "application/json" }), route);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "unauthorized", status: 401 });
  });

  it("refuses an altered cookie, a revoked session and an expired one", async () => {
    const { cookie, sessionId } = await signInAs("2");
    const accept = "application/json";
    const status = async (value: string) =>
      (await echo(form({ days: "1" }, { accept, cookie: value }), route)).status;
    expect(await status(cookie)).toBe(200);
    expect(await status(`${cookie.slice(0, -3)}AAA`)).toBe(401);
    const { pool } = getServices();
    await pool.query("update session set expires_at = now() where id = $1", [sessionId]);
    expect(await status(cookie)).toBe(401);
    const other = await signInAs("2");
    await pool.query("update session set revoked_at = now() where id = $1", [other.sessionId]);
    expect(await status(other.cookie)).toBe(401);
  });

  it("refuses a banned account at its next request", async () => {
    const { cookie } = await signInAs("3");
    await getServices().pool.query("update person set banned_at = now() where id = '3'");
    const json = await echo(form({ days: "1" }, { accept: "application/json", cookie }), route);
    expect([json.status, (await json.json()).code]).toEqual([403, "banned"]);
    const page = await echo(form({ days: "1" }, { cookie }), route);
    expect(page.headers.get("location")).toBe("/sign-in/banned");
  });
});

describe("answers", () => {
  it("redirects after a form, with a message and its undo", async () => {
    const { cookie } = await signInAs("4");
    const response = await echo(form({ days: "7", returnTo: "/rooms" }, { cookie }), route);
    expect(response.headers.get("location")).toBe("/rooms");
    expect(await flashAfter(response, cookie)).toEqual({
      message: "“rm_1” +7",
      undo: { action: "/api/dashboard/rooms/a/restore", fields: { days: "1" } },
    });
  });

  it("replies to JSON with JSON, and uses the id of the address instead of one in the body", async () => {
    const { cookie } = await signInAs("4");
    const request = new Request(`${TEST_ORIGIN}/x`, {
      method: "POST",
      headers: {
        origin: TEST_ORIGIN,
        cookie,
        accept: "application/json",
        "content-type": "application/json",
      },
      body: JSON.stringify({ id: "rm_other", days: 7 }),
    });
    const response = await echo(request, route);
    expect(await response.json()).toMatchObject({
      message: "“rm_1” +7",
      tone: "done",
      data: { actor: "person" },
    });
  });

  it("reports a refusal in the message, and as a problem document", async () => {
    const { cookie } = await signInAs("4");
    const page = await echo(form({ days: "13" }, { cookie }), route);
    expect(await flashAfter(page, cookie)).toEqual({
      message: "An admin locked this room.",
      tone: "problem",
    });
    const json = await echo(form({ days: "13" }, { cookie, accept: "application/json" }), route);
    expect([json.status, json.headers.get("content-type")]).toEqual([
      423,
      "application/problem+json",
    ]);
  });

  it("names the wrong field, and does not reveal unexpected errors", async () => {
    const { cookie } = await signInAs("4");
    const accept = "application/json";
    const wrong = await echo(form({ days: "91" }, { cookie, accept }), route);
    expect(await wrong.json()).toMatchObject({ status: 400, errors: [{ pointer: "/days" }] });
    const failed = await echo(form({ days: "14" }, { cookie, accept }), route);
    const text = await failed.text();
    expect(failed.status).toBe(500);
    expect(text).not.toContain("hunter2");
  });

  it.each([
    ["not JSON", "application/json", "{", 400],
    ["a list", "application/json", "[]", 400],
    ["a prototype", "application/json", '{"__proto__":{"a":1},"days":1}', 400],
    ["NUL", "application/json", '{"days":1,"note":"a\\u0000"}', 400],
    ["a lone surrogate", "application/json", '{"days":1,"note":"\\ud800"}', 400],
    ["XML", "text/xml", "<a/>", 415],
    ["too much", "application/json", `{"days":1,"note":"${"a".repeat(300_000)}"}`, 413],
  ])("refuses %s", async (_name, type, body, status) => {
    const { cookie } = await signInAs("4");
    const headers = {
      origin: TEST_ORIGIN,
      cookie,
      accept: "application/json",
      "content-type": type,
    };
    const request = new Request(`${TEST_ORIGIN}/x`, { method: "POST", headers, body });
    expect((await echo(request, route)).status).toBe(status);
  });
});

describe("flash", () => {
  const flash = {
    message: "“Attic” is in the trash.",
    undo: { action: "/api/dashboard/rooms/rm_1/restore", fields: { days: "1" } },
  };
  const here = new Headers();
  const sent = (line: string) => line.split(";")[0] ?? "";

  it("is shown only in its own session", async () => {
    const line = sent(flashCookie(here, flash, "se_mine"));
    expect(flashOf(line, "se_mine")).toEqual(flash);
    expect(flashOf(line, "se_other")).toBeNull();
    expect(flashOf(line, null)).toBeNull();
    expect(flashOf(sent(flashCookie(here, flash, null)), "se_mine")).toBeNull();
  });

  it.each([
    ["plain text, as a site on the same domain could set it", JSON.stringify(flash)],
    ["an altered one", "altered"],
    ["another encrypted value of Roomkeeper", "elsewhere"],
  ])("%s are not shown", (_name, kind) => {
    const name = sent(flashCookie(here, flash, "se_mine")).split("=")[0];
    const sealed = decodeURIComponent(
      sent(flashCookie(here, flash, "se_mine")).split("=")[1] ?? "",
    );
    const values: Record<string, string> = {
      altered: `${sealed.slice(0, -4)}AAAA`,
      elsewhere: getServices().secretBox.seal(JSON.stringify(flash), "cookie.new-token/se_mine"),
    };
    const value = encodeURIComponent(values[kind] ?? kind);
    for (const cookie of [`${name}=${value}`, `rk_flash=${value}`]) {
      expect(flashOf(cookie, "se_mine")).toBeNull();
    }
  });

  it("ends after a minute, even if the browser keeps the cookie", () => {
    const line = sent(flashCookie(here, flash, "se_mine"));
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ["Date"] });
    try {
      expect(flashOf(line, "se_mine")).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(["a", "é", "漢", "🎬"])("of 500 × %s fits a cookie, with its undo", (character) => {
    const long = { ...flash, message: character.repeat(500) };
    const line = flashCookie(here, long, "se_mine");
    expect(line.length).toBeLessThan(4_096);
    const shown = flashOf(sent(line), "se_mine");
    expect(shown?.undo).toEqual(flash.undo);
    expect(long.message.startsWith(shown?.message ?? "-")).toBe(true);
    expect(shown?.message.length).toBeGreaterThan(100);
  });
});
