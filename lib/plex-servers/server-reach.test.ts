import { afterEach, describe, expect, test } from "vitest";
import { getBytes } from "@/lib/outbound/get-bytes";
import type { Address } from "@/lib/outbound/resolve-host";
import { useEnv } from "@/lib/runtime/env";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import { startReceiver } from "@/lib/testing/webhook-receiver";
import { checkServerUrl, serverReach } from "./server-reach";

afterEach(() => useEnv(undefined));

const HOSTS: Record<string, string[]> = {
  "attic.lan": ["192.168.1.20"],
  "plex.example.org": ["203.0.113.7", "2001:4860::8888"],
  "public.example.org": ["8.8.8.8"],
  "meta.example.org": ["169.254.169.254"],
  "mixed.example.org": ["8.8.8.8", "169.254.169.254"],
  localhost: ["127.0.0.1", "::1"],
};

async function resolve(host: string): Promise<Address[]> {
  const found = HOSTS[host];
  if (!found) throw new Error("ENOTFOUND");
  return found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
}

type Setting = "never" | "lan" | "loopback";

/** What an admin enters, the setting, and the stored origin or what the refusal says. */
const ADDRESSES: [given: string, setting: Setting, expected: string | RegExp][] = [
  ["http://192.168.1.20:32400", "loopback", "http://192.168.1.20:32400"],
  ["192.168.1.20:32400", "loopback", "http://192.168.1.20:32400"],
  [" attic.lan:32400/ ", "lan", "http://attic.lan:32400"],
  ["http://attic.lan:32400/web/index.html#!/", "lan", "http://attic.lan:32400"],
  ["http://attic.lan:32400/?X-Plex-Token=abc", "lan", "http://attic.lan:32400"],
  ["http://localhost:32400", "loopback", "http://localhost:32400"],
  ["http://[::1]:32400", "loopback", "http://[::1]:32400"],
  ["http://[fd12::5]:32400", "lan", "http://[fd12::5]:32400"],
  ["https://public.example.org", "never", "https://public.example.org"],
  ["https://8.8.8.8:32400", "loopback", "https://8.8.8.8:32400"],
  ["http://localhost:32400", "lan", /this machine itself.*PLEX_SERVERS_ALLOW_PRIVATE is lan/],
  ["http://192.168.1.20:32400", "never", /private network.*PLEX_SERVERS_ALLOW_PRIVATE is never/],
  ["http://8.8.8.8:32400", "loopback", /on the public internet.*use https/],
  ["http://public.example.org:32400", "loopback", /on the public internet.*use https/],
  ["http://169.254.169.254", "loopback", /a cloud machine's own data/],
  ["https://meta.example.org", "loopback", /a cloud machine's own data/],
  ["https://mixed.example.org", "loopback", /a cloud machine's own data/],
  ["https://[fd00:ec2::254]", "loopback", /a cloud machine's own data/],
  ["http://[::ffff:169.254.169.254]", "loopback", /^Refused/],
  ["http://0.0.0.0:32400", "loopback", /not on the public internet/],
  ["http://224.0.0.1", "loopback", /not on the public internet/],
  ["http://100.64.0.1", "loopback", /not on the public internet/],
  ["http://198.51.100.7", "loopback", /not on the public internet/],
  ["http://2130706433:32400", "loopback", /four decimal numbers/],
  ["http://0x7f.1:32400", "loopback", /four decimal numbers/],
  ["http://127.1:32400", "loopback", /four decimal numbers/],
  ["http://user:pass@attic.lan", "loopback", /must not contain a name or a password/],
  ["http://attic.lan@169.254.169.254/", "loopback", /must not contain a name or a password/],
  ["http://attic.lan.:32400", "loopback", /dot at the end/],
  ["http://%61ttic.lan", "loopback", /percent-encoded/],
  ["http://attic.lan\\@evil.example", "loopback", /no backslashes/],
  ["http://nowhere.example", "loopback", /could not be found/],
  ["ftp://attic.lan", "loopback", /begins with https:\/\/ or http:\/\//],
  ["file:///etc/passwd", "loopback", /begins with https:\/\/ or http:\/\//],
  ["", "loopback", /begins with https:\/\/ or http:\/\//],
  ["http://attic.lan:0", "loopback", /no port 0/],
];

describe("the address of a Plex server", () => {
  test.each(ADDRESSES)("%s with %s", async (given, setting, expected) => {
    useTestEnv({ PLEX_SERVERS_ALLOW_PRIVATE: setting });
    const checked = await checkServerUrl(given, resolve).catch((error: Error) => error);
    if (typeof expected === "string") expect(checked).toBe(expected);
    else {
      expect(checked).toMatchObject({ code: "invalid_document" });
      expect((checked as Error).message).toMatch(expected);
    }
  });
});

test("the address is checked again when it is connected to: a name that leads elsewhere later reaches nothing", async () => {
  const receiver = await startReceiver((_, response) => void response.end("reached"));
  useTestEnv({ PLEX_SERVERS_ALLOW_PRIVATE: "lan" });
  const url = `http://attic.lan:${receiver.port}`;
  expect(await checkServerUrl(url, resolve)).toBe(url);
  const elsewhere = async () => [{ address: "127.0.0.1", family: 4 }];
  const asked = getBytes({
    ...{ url, headers: {}, reach: serverReach(url), timeoutMs: 300_000, bytesMax: 1_000 },
    resolve: elsewhere,
  });
  await expect(asked).rejects.toThrow("leads to 127.0.0.1, which is this machine itself");
  expect(receiver.connections()).toBe(0);
  await receiver.close();
});
