import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type PlexStandIn, startPlexStandIn } from "@/e2e/plex-stand-in/start";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { passAddress } from "@/lib/web/api/caller-address";
import { viewerOf } from "@/lib/web/pages/viewer";
import { zoneCookieFor } from "@/lib/web/pages/zone-cookie";
import { handleAuth, leaveForPlex } from "./handle-auth";

const TOMASZ = 4410937;
const MARA = 18402277;
let drop: () => Promise<void>;
let plex: PlexStandIn;
beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  plex = await startPlexStandIn();
  setServices(openServices(database.url, ["test-secret"]));
});
beforeEach(() => {
  useTestEnv({ PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl });
  plex.desk.lagReads = 0;
});
afterAll(async () => {
  await getServices().close();
  await plex.stop();
  await drop();
});

/** A browser that stores its cookies and does not follow redirects. */
class Browser {
  cookies = new Map<string, string>();

  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const request = new Request(TEST_ORIGIN + path, {
      headers: { cookie: this.cookie, "user-agent": "Test Browser", ...headers },
    });
    const { pathname } = new URL(request.url);
    const nextauth = pathname.split("/").slice(3);
    const response =
      pathname === "/api/auth/plex"
        ? await leaveForPlex(request)
        : await handleAuth(request, { params: Promise.resolve({ nextauth }) });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes("Max-Age=0") || value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Starts a sign-in and returns the PIN's code and the path of the callback. */
  async leave(returnTo = "/"): Promise<{ code: string; callback: string }> {
    const away = await this.get(`/api/auth/plex?returnTo=${encodeURIComponent(returnTo)}`);
    const [page, fragment = ""] = (away.headers.get("location") ?? "").split("#?");
    expect(page).toBe(plex.authUrl);
    const given = new URLSearchParams(fragment);
    const forward = new URL(given.get("forwardUrl") ?? "");
    expect(forward.origin).toBe(TEST_ORIGIN);
    return { code: given.get("code") ?? "", callback: forward.pathname + forward.search };
  }

  async signIn(personId: number, returnTo = "/"): Promise<Response> {
    const { code, callback } = await this.leave(returnTo);
    expect(plex.claim(personId, code)).toBe(true);
    return this.get(callback);
  }

  viewer() {
    return viewerOf(this.cookie);
  }
}

const placeOf = (response: Response) => response.headers.get("location");

describe("a sign-in", () => {
  it("signs in by Plex id, returns to the page, and stores no token", async () => {
    const browser = new Browser();
    const response = await browser.signIn(TOMASZ, "/rooms?q=x");
    expect(placeOf(response)).toBe("/rooms?q=x");
    expect(await browser.viewer()).toMatchObject({ id: "4410937", name: "tomasz", role: "owner" });
    expect([...browser.cookies.keys()]).toEqual([
      expect.stringMatching(/^rk_[0-9a-f]{6}_session$/),
    ]);
    expect(plex.calls.at(-1)).toBe("DELETE /api/v2/users/signout");
    expect(plex.desk.tokens.size).toBe(0);
  });

  it("waits for a token that arrives later than the browser", async () => {
    plex.desk.lagReads = 2;
    const browser = new Browser();
    await browser.signIn(MARA);
    expect(await browser.viewer()).toMatchObject({ id: "18402277" });
  });

  it("keeps the zone that the browser sent before, and the one of the account if it sent none", async () => {
    const found = async () =>
      (
        await getServices().pool.query<{ zone: string | null }>(
          "select time_zone_found as zone from person where id = $1",
          [String(TOMASZ)],
        )
      ).rows[0]?.zone;
    for (const [zone, expected] of [
      ["Asia/Kolkata", "Asia/Kolkata"],
      ["America/Los_Angeles", "America/Los_Angeles"],
      [null, "America/Los_Angeles"],
      ["No/Where", "America/Los_Angeles"],
    ] as const) {
      const browser = new Browser();
      const cookie = zone ? zoneCookieFor(new Headers(), zone).split(";")[0] : undefined;
      const [name = "", value = ""] = cookie?.split("=") ?? [];
      if (name) browser.cookies.set(name, value);
      await browser.signIn(TOMASZ);
      expect(await found(), String(zone)).toBe(expected);
    }
  });

  it("works in two tabs of one browser, in either order", async () => {
    const browser = new Browser();
    const older = await browser.leave("/a");
    const newer = await browser.leave("/b");
    plex.claim(TOMASZ, older.code);
    plex.claim(MARA, newer.code);
    expect(placeOf(await browser.get(newer.callback))).toBe("/b");
    expect(await browser.viewer()).toMatchObject({ id: "18402277" });
    plex.claim(TOMASZ, older.code);
    expect(placeOf(await browser.get(older.callback))).toBe("/a");
    expect(await browser.viewer()).toMatchObject({ id: "4410937" });
  });

  it("ends the former session of this browser", async () => {
    const browser = new Browser();
    await browser.signIn(TOMASZ);
    const former = browser.cookie;
    await browser.signIn(MARA);
    expect(await viewerOf(former)).toBeNull();
    expect(await browser.viewer()).toMatchObject({ id: "18402277" });
  });

  it("returns to the overview instead of another site", async () => {
    expect(placeOf(await new Browser().signIn(TOMASZ, "//evil.example"))).toBe("/");
  });

  it("keeps role and ban at a new sign-in, and stores a new name", async () => {
    const { pool } = getServices();
    await new Browser().signIn(TOMASZ);
    await pool.query(
      "update person set role = 'admin', name = 'old', banned_at = now(), ban_reason = 'Noise' where id = '4410937'",
    );
    const browser = new Browser();
    await browser.signIn(TOMASZ);
    const expected = { role: "admin", name: "tomasz", banned: true, banReason: "Noise" };
    expect(await browser.viewer()).toMatchObject(expected);
    await pool.query("update person set role = 'owner', banned_at = null where id = '4410937'");
    expect(await browser.viewer()).toMatchObject({ role: "owner", banned: false });
  });
});

describe("mix-ups", () => {
  it("refuses another person's PIN id, guessed from the previous one", async () => {
    const victim = await new Browser().leave();
    plex.claim(TOMASZ, victim.code);
    const attacker = new Browser();
    const own = await attacker.leave();
    const stolen = new URL(own.callback, TEST_ORIGIN);
    const victimPin = new URL(victim.callback, TEST_ORIGIN).searchParams.get("code") ?? "";
    stolen.searchParams.set("code", victimPin);
    const response = await attacker.get(stolen.pathname + stolen.search);
    expect(placeOf(response)).toBe("/sign-in?error=not_started");
    expect(await attacker.viewer()).toBeNull();
  });

  it("refuses a callback link that somebody else started", async () => {
    const attacker = await new Browser().leave();
    plex.claim(MARA, attacker.code);
    const victim = new Browser();
    await victim.leave();
    expect(placeOf(await victim.get(attacker.callback))).toBe("/sign-in?error=other_browser");
    expect(await victim.viewer()).toBeNull();
  });

  it("uses up a PIN that comes back in another browser, so that the sender of the link cannot sign in", async () => {
    const attacker = new Browser();
    const { code, callback } = await attacker.leave();
    plex.claim(TOMASZ, code);
    const victim = new Browser();
    expect(placeOf(await victim.get(callback))).toBe("/sign-in?error=other_browser");
    expect(placeOf(await attacker.get(callback))).toBe("/sign-in?error=not_started");
    expect(await attacker.viewer()).toBeNull();
    expect(placeOf(await victim.get(callback))).toBe("/sign-in?error=not_started");
    const { rows } = await getServices().pool.query(
      "select detail->>'reason' as reason from audit_entry where outcome = 'refused'",
    );
    expect(rows).toContainEqual({ reason: "other_browser" });
  });

  it("stores nothing for an invalid state", async () => {
    const { pool } = getServices();
    const count = async () =>
      (await pool.query("select count(*)::int as spent from spent_sign_in")).rows[0].spent;
    const before = await count();
    const made = `${"a".repeat(16)}.${"b".repeat(22)}.${"c".repeat(22)}`;
    const callback = `/api/auth/callback/plex?code=1&state=${made}`;
    expect(placeOf(await new Browser().get(callback))).toBe("/sign-in?error=not_started");
    expect(await count()).toBe(before);
  });

  it("keeps the three newest attempts of a browser", async () => {
    const browser = new Browser();
    const attempts = [];
    for (let tries = 0; tries < 8; tries += 1) {
      attempts.push(await browser.leave(`/rooms?q=${"x".repeat(1_500)}`));
      const kept = [...browser.cookies.keys()].filter((name) => name.includes("sign_in_"));
      expect(kept.length).toBeLessThanOrEqual(3);
    }
    expect(browser.cookie.length).toBeLessThan(4_096);
    const [oldest, newest] = [attempts.at(-4), attempts.at(-1)];
    plex.claim(TOMASZ, newest?.code ?? "");
    expect(placeOf(await browser.get(oldest?.callback ?? ""))).toContain("error=");
    expect(placeOf(await browser.get(newest?.callback ?? ""))).toBe("/rooms");
    expect(await browser.viewer()).toMatchObject({ id: "4410937" });
  });

  it("refuses a callback that was used before, also with its cookie kept", async () => {
    const browser = new Browser();
    const { code, callback } = await browser.leave();
    plex.claim(TOMASZ, code);
    const kept = new Map(browser.cookies);
    expect(placeOf(await browser.get(callback))).toBe("/");
    browser.cookies = kept;
    expect(placeOf(await browser.get(callback))).toBe("/sign-in?error=not_started");
    expect(await browser.viewer()).toBeNull();
  });

  it("lets one of ten equal callbacks in", async () => {
    const browser = new Browser();
    const { code, callback } = await browser.leave();
    plex.claim(TOMASZ, code);
    const { cookie } = browser;
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => new Browser().get(callback, { cookie })),
    );
    expect(replies.filter((reply) => placeOf(reply) === "/").length).toBe(1);
  });

  it.each([
    ["an altered cookie", alterCookie, (path: string) => path],
    ["another state", () => {}, (path: string) => `${path.slice(0, -2)}zz`],
    ["no state", () => {}, (path: string) => path.replace(/&state=.*/, "")],
    ["no PIN id", () => {}, (path: string) => path.replace(/code=\d+&/, "")],
    ["a PIN id with zeros before it", () => {}, (path: string) => path.replace("code=", "code=0")],
  ])("refuses %s", async (_name, spoil, change) => {
    const browser = new Browser();
    const { code, callback } = await browser.leave();
    plex.claim(TOMASZ, code);
    spoil(browser);
    expect(placeOf(await browser.get(change(callback)))).toBe("/sign-in?error=not_started");
    expect(await browser.viewer()).toBeNull();
  });

  it("refuses an attempt that is older than a quarter of an hour", async () => {
    const browser = new Browser();
    const { code, callback } = await browser.leave();
    plex.claim(TOMASZ, code);
    vi.useFakeTimers({ now: Date.now() + 16 * 60_000, toFake: ["Date"] });
    try {
      expect(placeOf(await browser.get(callback))).toBe("/sign-in?error=not_started");
    } finally {
      vi.useRealTimers();
    }
  });

  it("does not start for a prefetch or from another site's page", async () => {
    const calls = plex.calls.length;
    const browser = new Browser();
    const prefetch = await browser.get("/api/auth/plex", { "sec-purpose": "prefetch" });
    expect(prefetch.status).toBe(204);
    const foreign = await browser.get("/api/auth/plex", { "sec-fetch-site": "cross-site" });
    expect(placeOf(foreign)).toBe("/sign-in");
    expect(plex.calls.length).toBe(calls);
  });
});

function alterCookie(browser: Browser): void {
  for (const [name, value] of browser.cookies)
    browser.cookies.set(name, `${value.slice(0, -4)}AAAA`);
}

describe("when Plex fails", () => {
  async function failing(act: (code: string, callback: string) => void): Promise<string | null> {
    const browser = new Browser();
    const { code, callback } = await browser.leave("/trash");
    act(code, callback);
    const response = await browser.get(callback);
    expect(await browser.viewer()).toBeNull();
    expect(browser.cookies.size).toBe(0);
    return placeOf(response);
  }
  const at = (problem: string) => `/sign-in?error=${problem}&returnTo=%2Ftrash`;

  it("says so if nobody confirmed at Plex", async () => {
    expect(await failing(() => {})).toBe(at("not_finished"));
  });

  it("says so if the PIN has expired", async () => {
    const expire = (_code: string, callback: string) => {
      plex.desk.expire(Number(/code=(\d+)/.exec(callback)?.[1]));
    };
    expect(await failing(expire)).toBe(at("timed_out"));
  });

  it.each([
    ["500 on the PIN", "pins.read", { status: 500 }, "plex_away"],
    ["429 on the PIN", "pins.read", { status: 429, headers: { "retry-after": "30" } }, "busy"],
    ["a page instead of JSON", "pins.read", { status: 200, body: "<html>" }, "plex_away"],
    ["a connection cut twice", "pins.read", { cut: true, times: 2 }, "plex_away"],
    ["401 on the account", "user", { status: 401 }, "plex_away"],
    ["500 on the account", "user", { status: 500 }, "plex_away"],
    ["an account without an id", "user", { status: 200, body: '{"username":"x"}' }, "plex_away"],
    [
      "a redirect",
      "user",
      { status: 302, headers: { location: "http://127.0.0.1:1/" } },
      "plex_away",
    ],
  ] as const)("says so for %s", async (_name, operation, fault, problem) => {
    const act = (code: string) => {
      plex.claim(TOMASZ, code);
      plex.fail(operation, fault);
    };
    expect(await failing(act)).toBe(at(problem));
  });

  it("asks again over a new connection when a kept one was cut", async () => {
    plex.fail("pins.create", { cut: true });
    plex.fail("user", { cut: true });
    const browser = new Browser();
    await browser.signIn(TOMASZ);
    expect(await browser.viewer()).toMatchObject({ id: "4410937" });
  });

  it("gives up on a Plex that hangs", async () => {
    plex.fail("pins.create", { hang: true });
    const response = await new Browser().get("/api/auth/plex?returnTo=/trash");
    expect(placeOf(response)).toBe(at("plex_away"));
  });

  it("says so at the start if Plex is busy or unavailable", async () => {
    plex.fail("pins.create", { status: 429, headers: { "retry-after": "30" } });
    expect(placeOf(await new Browser().get("/api/auth/plex"))).toBe("/sign-in?error=busy");
    plex.fail("pins.create", { status: 503 });
    expect(placeOf(await new Browser().get("/api/auth/plex"))).toBe("/sign-in?error=plex_away");
  });

  it("tells a script the same, with a status that is not a failure of the server", async () => {
    for (const status of [429, 503]) {
      plex.fail("pins.create", { status });
      const reply = await new Browser().get("/api/auth/plex", { accept: "application/json" });
      const { code, detail } = await reply.json();
      expect([reply.status, code, reply.headers.get("retry-after")]).toEqual([
        503,
        "unavailable",
        "60",
      ]);
      expect(detail).toMatch(/try again/i);
    }
  });

  it("keeps valid sessions while Plex is unavailable, also if signing out at Plex fails", async () => {
    const browser = new Browser();
    plex.fail("signout", { cut: true });
    await browser.signIn(TOMASZ);
    useTestEnv({ PLEX_API_URL: "http://127.0.0.1:1" });
    expect(await browser.viewer()).toMatchObject({ id: "4410937" });
  });
});

describe("a Roomkeeper for the people of one Plex server", () => {
  it("accepts only people who have access", async () => {
    const settings = { PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl };
    useTestEnv({ ...settings, PLEX_MACHINE_ID: "sample-server" });
    const owner = new Browser();
    expect(placeOf(await owner.signIn(TOMASZ))).toBe("/");
    const stranger = new Browser();
    expect(placeOf(await stranger.signIn(MARA))).toBe("/sign-in?error=not_allowed");
    expect(await stranger.viewer()).toBeNull();
    expect(plex.desk.tokens.size).toBe(0);
  });

  it("is not fooled by a player with the server's identifier", async () => {
    const settings = { PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl };
    useTestEnv({ ...settings, PLEX_MACHINE_ID: "a-tv" });
    expect(placeOf(await new Browser().signIn(MARA))).toBe("/sign-in?error=not_allowed");
  });
});

describe("next-auth's own routes", () => {
  it("show a valid session by name only, and nothing of a revoked one", async () => {
    const browser = new Browser();
    await browser.signIn(TOMASZ);
    const session = await (await browser.get("/api/auth/session")).json();
    expect(Object.keys(session).sort()).toEqual(["expires", "user"]);
    expect(session.user).toEqual({ name: "tomasz" });
    await getServices().pool.query("update session set revoked_at = now()");
    expect(await (await browser.get("/api/auth/session")).json()).toEqual({});
  });

  it("offer no other way to sign in", async () => {
    const { cookie } = await signInAs("9");
    for (const path of ["/api/auth/callback/credentials", "/api/auth/_log", "/api/auth/callback"]) {
      expect((await new Browser().get(path, { cookie })).status).toBe(404);
    }
  });
});

describe("the origin of a visit", () => {
  const settings = () => ({ PLEX_API_URL: plex.apiUrl, PLEX_AUTH_URL: plex.authUrl });
  const forwardOf = (away: Response) => {
    const [page, fragment = ""] = (away.headers.get("location") ?? "").split("#?");
    return { page, forward: new URLSearchParams(fragment).get("forwardUrl") ?? "" };
  };

  it("a phone at the machine's own address goes to Plex and returns to that address", async () => {
    useTestEnv({ ...settings(), PUBLIC_URL: "", PORT: "3000" });
    const browser = new Browser();
    const host = "192.168.1.20:3000";
    const away = forwardOf(await browser.get("/api/auth/plex?returnTo=/rooms", { host }));
    expect(new URL(away.forward).origin).toBe(`http://${host}`);
    expect(away.page).toBe(plex.authUrl.replace("127.0.0.1", "192.168.1.20"));
    const back = new URL(away.forward);
    plex.claim(TOMASZ, [...plex.desk.pins.values()].at(-1)?.code ?? "");
    const response = await browser.get(back.pathname + back.search, { host });
    expect(placeOf(response)).toBe("/rooms");
    expect(await browser.viewer()).toMatchObject({ id: "4410937" });
    const providers = await (await browser.get("/api/auth/providers", { host })).json();
    expect(providers.plex.callbackUrl).toBe(`http://${host}/api/auth/callback/plex`);
  });

  it.each([
    ["another host name that points to this machine", { host: "evil.example:3000" }],
    [
      "a forwarded host without a trusted proxy",
      { host: "evil.example", "x-forwarded-host": "localhost" },
    ],
  ])("starts nothing at %s", async (_name, headers) => {
    useTestEnv({ ...settings(), PUBLIC_URL: "", PORT: "3000" });
    const calls = plex.calls.length;
    const response = await new Browser().get("/api/auth/plex", headers);
    expect(placeOf(response)).toBe("/sign-in");
    expect(plex.calls.length).toBe(calls);
  });

  it("redirects from another address to the public one before a sign-in starts", async () => {
    const calls = plex.calls.length;
    const headers = { host: "127.0.0.1:4400", referer: "http://127.0.0.1:4400/sign-in" };
    const response = await new Browser().get("/api/auth/plex?returnTo=/trash", headers);
    expect(placeOf(response)).toBe(`${TEST_ORIGIN}/sign-in?returnTo=%2Ftrash`);
    expect(plex.calls.length).toBe(calls);
  });

  const doors = ["providers", "signin", "signout", "error"].flatMap((door) => [
    [`/api/auth/${door}`, TEST_ORIGIN] as const,
    [`/api/auth/${door}`, ""] as const,
  ]);
  it.each(doors)(
    "no header changes the host of our absolute addresses: %s at “%s”",
    async (path, PUBLIC_URL) => {
      useTestEnv({ ...settings(), PUBLIC_URL, PORT: "4400", TRUST_PROXY: "true" });
      const headers = {
        host: "evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        forwarded: "host=evil.example",
      };
      const response = await new Browser().get(path, headers);
      const said = (await response.text()) + JSON.stringify([...response.headers]);
      expect(said).not.toContain("evil.example");
    },
  );
});

it("keeps no token, code or email anywhere, and logs none", async () => {
  const lines: string[] = [];
  const spies = (["log", "error", "warn", "info", "debug"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...values) => void lines.push(values.join(" "))),
  );
  const browser = new Browser();
  const { code, callback } = await browser.leave();
  plex.claim(TOMASZ, code);
  const [token = ""] = plex.desk.tokens.keys();
  await browser.get(callback);
  for (const spy of spies) spy.mockRestore();
  const { pool } = getServices();
  const tables = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const dump = await Promise.all(
    tables.rows.map(async ({ name }) =>
      JSON.stringify((await pool.query(`select t::text from "${name}" t`)).rows),
    ),
  );
  const kept = dump.join("\n") + lines.join("\n") + browser.cookie;
  expect(kept).toContain("4410937");
  for (const secret of [token, code, "tomasz@example.com"]) expect(kept).not.toContain(secret);
});

describe("too many started sign-ins", () => {
  const startFrom = (address: string, accept = "text/html") => {
    const headers: Record<string, string> = { accept };
    passAddress({ headers, socket: { remoteAddress: address } } as unknown as IncomingMessage);
    return leaveForPlex(new Request(`${TEST_ORIGIN}/api/auth/plex`, { headers }));
  };

  it("are refused for their own network and for no other", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { signIn } = getServices().rates;
    while (!signIn.take("192.0.2.1").isOver);
    const before = plex.calls.length;
    expect(placeOf(await startFrom("192.0.2.1"))).toBe("/sign-in?error=busy");
    const told = await startFrom("192.0.2.1", "application/json");
    expect(told.status).toBe(429);
    expect(told.headers.get("ratelimit-policy")).toBe('"sign-in";q=60;w=60');
    expect(plex.calls.length).toBe(before);
    expect(placeOf(await startFrom("192.0.2.2"))).toMatch(/^http/);
    vi.useRealTimers();
  });

  it("from many networks make a limited number of calls to Plex", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { signInAll } = getServices().rates;
    while (!signInAll.take("all").isOver);
    expect(placeOf(await startFrom("192.0.2.3"))).toBe("/sign-in?error=busy");
    vi.useRealTimers();
  });
});
