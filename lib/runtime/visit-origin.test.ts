import { hostname, networkInterfaces } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { readEnv, useEnv as setEnv } from "./env";
import { networkOrigins, plexAuthUrlFor, visitOrigin } from "./visit-origin";

function settings(more: Record<string, string> = {}): void {
  setEnv(readEnv({ DATA_DIR: "/nonexistent", PORT: "3000", ...more }));
}
afterEach(() => setEnv(undefined));

const originOf = (headers: Record<string, string>) => visitOrigin(new Headers(headers));
const own = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .filter(({ scopeid }) => !scopeid)
  .map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address));

describe("without PUBLIC_URL", () => {
  test.each([
    ["localhost:3000", "http://localhost:3000"],
    ["LocalHost:3000", "http://localhost:3000"],
    ["localhost", "http://localhost"],
    ["127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["127.0.0.2:3000", "http://127.0.0.2:3000"],
    ["[::1]:3000", "http://[::1]:3000"],
    ["192.168.1.20:3000", "http://192.168.1.20:3000"],
    ["192.168.1.20:80", "http://192.168.1.20"],
    ["10.0.0.7", "http://10.0.0.7"],
    ["172.17.0.2:8080", "http://172.17.0.2:8080"],
    ["169.254.3.4:3000", "http://169.254.3.4:3000"],
    ["100.101.102.103:3000", "http://100.101.102.103:3000"],
    ["[fd00::20]:3000", "http://[fd00::20]:3000"],
    [`${hostname()}:3000`, `http://${hostname().toLowerCase()}:3000`],
    [
      `${hostname().split(".")[0]}.local:3000`,
      `http://${hostname().toLowerCase().split(".")[0]}.local:3000`,
    ],
    ...own.map((address): [string, string] => [`${address}:3000`, `http://${address}:3000`]),
  ])("a visit to %s is at %s", (host, origin) => {
    settings();
    expect(originOf({ host })).toBe(origin);
  });

  test.each([
    ["any other name", "rooms.lan:3000"],
    ["a name that points to this machine for a moment", "evil.example:3000"],
    ["a name that begins like an address", "192.168.1.20.evil.example"],
    ["a name that begins like ours", "localhost.evil.example:3000"],
    ["a name that ends like ours", "evil-localhost:3000"],
    ["another machine's mDNS name", "printer-of-the-neighbour.local"],
    ["a public address that is not ours", "203.0.113.9:3000"],
    ["no address at all", "0.0.0.0:3000"],
    ["two hosts", "localhost, evil.example"],
    ["a user name", "me@localhost:3000"],
    ["a path", "localhost/evil"],
    ["an invalid port", "localhost:99999"],
    ["nothing", ""],
  ])("%s is not accepted", (_name, host) => {
    settings();
    expect(originOf({ host })).toBeNull();
  });

  test("forwarded hosts and schemes are used only behind a trusted proxy, and the same rule applies to them", () => {
    settings();
    const host = "127.0.0.1:3000";
    const forwarded = { host, "x-forwarded-host": "192.168.1.20", "x-forwarded-proto": "https" };
    expect(originOf(forwarded)).toBe("http://127.0.0.1:3000");
    settings({ TRUST_PROXY: "true" });
    expect(originOf(forwarded)).toBe("https://192.168.1.20");
    expect(originOf({ ...forwarded, "x-forwarded-proto": "https, http" })).toBe(
      "http://192.168.1.20",
    );
    expect(originOf({ ...forwarded, "x-forwarded-host": "evil.example" })).toBeNull();
    expect(originOf({ ...forwarded, "x-forwarded-host": "evil.example, 192.168.1.20" })).toBe(
      "https://192.168.1.20",
    );
  });
});

test("with PUBLIC_URL every visit has that origin, whatever the request contains", () => {
  settings({ PUBLIC_URL: "https://rooms.example.org", TRUST_PROXY: "true" });
  for (const host of ["localhost:3000", "evil.example", "rooms.example.org", ""]) {
    const headers = { host, "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" };
    expect(originOf(headers)).toBe("https://rooms.example.org");
  }
});

test("a stand-in for Plex on this machine is reached by the host name that the visitor opened", () => {
  settings({ PLEX_AUTH_URL: "http://127.0.0.1:5000/auth" });
  const at = (host: string) => plexAuthUrlFor(new Headers({ host }));
  expect(at("192.168.1.20:3000")).toBe("http://192.168.1.20:5000/auth");
  expect(at("localhost:3000")).toBe("http://127.0.0.1:5000/auth");
  expect(at("evil.example")).toBe("http://127.0.0.1:5000/auth");
  settings();
  expect(at("192.168.1.20:3000")).toBe("https://app.plex.tv/auth");
});

test("the start names this machine's network addresses, unless it listens on only one address", () => {
  expect(networkOrigins("127.0.0.1", 3000)).toEqual([]);
  for (const origin of networkOrigins("0.0.0.0", 3000)) {
    expect(origin).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:3000$/);
    expect(origin).not.toContain("127.");
  }
});
