import { afterEach, describe, expect, test } from "vitest";
import { readEnv, useEnv as setEnv } from "@/lib/runtime/env";
import { type Cookie, endCookie, readCookie, readFormerCookie, setCookie } from "./cookies";
import { endedSessionCookies, sealSession, sessionCookies, sessionIdOf } from "./session-cookie";

const SECRET = "first-secret-of-at-least-32-characters";
const OTHER = "other-secret-of-at-least-32-characters";

function settings(more: Record<string, string> = {}): void {
  setEnv(readEnv({ DATA_DIR: "/nonexistent", ROOMKEEPER_SECRET: SECRET, ...more }));
}
afterEach(() => setEnv(undefined));

const visit = (headers: Record<string, string> = {}) =>
  new Headers({ host: "localhost:3000", ...headers });
const pair = (line = "") => line.split(";")[0] ?? "";
const nameOf = (line = "") => line.split("=")[0] ?? "";

const EVERY: Cookie[] = [
  "session",
  "flash",
  "theme",
  "zone",
  "csrf",
  "callback",
  "new_token",
  "new_secret",
  "sign_in_0123456789abcdef",
];

describe.each([
  ["plain http, at an address of the network", {}, { host: "192.168.1.20:3000" }, false],
  ["https by PUBLIC_URL", { PUBLIC_URL: "https://rooms.example.org" }, {}, true],
  [
    "https through a trusted proxy",
    { TRUST_PROXY: "true" },
    { "x-forwarded-proto": "https" },
    true,
  ],
  ["https claimed by an untrusted proxy", {}, { "x-forwarded-proto": "https" }, false],
])("over %s", (_name, more, headers, isHttps) => {
  test.each(EVERY)("the cookie %s has these attributes and no others", (cookie) => {
    settings(more);
    const httpOnly = cookie !== "flash";
    const line = setCookie(visit(headers), cookie, "a b;c", { maxAgeSeconds: 60, httpOnly });
    const [name = "", ...attributes] = line.split("; ");
    expect(name).toMatch(
      new RegExp(`^${isHttps ? "__Host-" : ""}rk_[0-9a-f]{6}_${cookie}=a%20b%3Bc$`),
    );
    expect(attributes).toEqual([
      "Path=/",
      "SameSite=Lax",
      "Max-Age=60",
      ...(httpOnly ? ["HttpOnly"] : []),
      ...(isHttps ? ["Secure"] : []),
    ]);
    expect(readCookie(name, cookie)).toBe("a b;c");
  });
});

test("two instances on one host use only their own cookies", async () => {
  settings();
  const [first = ""] = await sessionCookies(visit(), { sessionId: "se_1", personId: "7" });
  settings({ ROOMKEEPER_SECRET: OTHER });
  const [second = ""] = await sessionCookies(visit(), { sessionId: "se_2", personId: "7" });
  expect(nameOf(first)).not.toBe(nameOf(second));
  const both = `${pair(first)}; ${pair(second)}`;
  expect(await sessionIdOf(both)).toBe("se_2");
  settings();
  expect(await sessionIdOf(both)).toBe("se_1");
  const ended = await endedSessionCookies(visit({ cookie: both }));
  expect(ended.map(nameOf)).toEqual([nameOf(first)]);
});

test("a new secret in front of the old one signs nobody out, and signing out deletes the cookie under both names", async () => {
  settings();
  const [old = ""] = await sessionCookies(visit(), { sessionId: "se_1", personId: "7" });
  settings({ ROOMKEEPER_SECRET: `${OTHER},${SECRET}` });
  expect(await sessionIdOf(pair(old))).toBe("se_1");
  const ended = endCookie(visit({ cookie: pair(old) }), "session");
  expect(ended).toHaveLength(2);
  expect(ended.map(nameOf)).toContain(nameOf(old));
});

describe("the former name of cookies", () => {
  test("is read, so that an update signs nobody out, and the cookie is deleted at the next sign-in", async () => {
    settings();
    const cookie = `rk_session=${await sealSession({ sid: "se_old" })}; rk_theme=dark`;
    expect(await sessionIdOf(cookie)).toBe("se_old");
    expect(readFormerCookie(cookie, "theme")?.value).toBe("dark");
    const signedIn = await sessionCookies(visit({ cookie }), { sessionId: "se_2", personId: "7" });
    expect(signedIn.map(nameOf)).toEqual([
      expect.stringMatching(/^rk_\w{6}_session$/),
      "rk_session",
    ]);
    expect(signedIn[1]).toContain("Max-Age=0");
  });

  test("belongs to another instance if the cookie cannot be opened, and is not deleted then", async () => {
    settings({ ROOMKEEPER_SECRET: OTHER });
    const cookie = `rk_session=${await sealSession({ sid: "se_other" })}`;
    settings();
    expect(await sessionIdOf(cookie)).toBeNull();
    const signedIn = await sessionCookies(visit({ cookie }), { sessionId: "se_2", personId: "7" });
    expect(signedIn).toHaveLength(1);
  });

  test("is not read without its prefix if the instance uses https", async () => {
    settings({ PUBLIC_URL: "https://rooms.example.org" });
    const value = await sealSession({ sid: "se_old" });
    expect(await sessionIdOf(`rk_session=${value}`)).toBeNull();
    expect(await sessionIdOf(`__Host-rk_session=${value}`)).toBe("se_old");
    const [planted = ""] = await sessionCookies(visit(), { sessionId: "se_1", personId: "7" });
    expect(await sessionIdOf(pair(planted).replace("__Host-", ""))).toBeNull();
  });
});
