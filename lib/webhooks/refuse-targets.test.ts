import { afterAll, beforeAll, expect, test } from "vitest";
import { postMessage } from "@/lib/outbound/post-message";
import { type Address, resolveBySystem, shareLookups } from "@/lib/outbound/resolve-host";
import { refusalOfAddress } from "@/lib/outbound/target";
import { env, useEnv } from "@/lib/runtime/env";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { startReceiver } from "@/lib/testing/webhook-receiver";
import { createWebhook } from "./create-webhook";
import { sendTestWebhook } from "./send-test-webhook";

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
let fresh: Awaited<ReturnType<typeof freshServices>>;
let four: Receiver;
let six: Receiver;

beforeAll(async () => {
  fresh = await freshServices();
  four = await startReceiver((_, response) => void response.end("reached"), "0.0.0.0");
  six = await startReceiver((_, response) => void response.end("reached"), "::1", four.port);
});
afterAll(async () => {
  useEnv(undefined);
  await four.close();
  await six.close();
  await fresh.close();
});

const connections = () => four.connections() + six.connections();
const nowhere = { privateNetwork: false, loopback: false };

/** PORT is the listener's; each would reach it, or something else that a webhook must not, if it were called as it stands. */
const TRICKY = [
  "http://127.0.0.1:PORT/",
  "http://127.1:PORT/",
  "http://127.8.9.10:PORT/",
  "http://0.0.0.0:PORT/",
  "http://0:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f000001:PORT/",
  "http://0x7f.1:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://017700000001:PORT/",
  "http://127.0.0.1.:PORT/",
  "http://%31%32%37.0.0.1:PORT/",
  "http://127%2e0.0.1:PORT/",
  "http://１２７.０.０.１:PORT/",
  "http://127。0。0。1:PORT/",
  "http://①②⑦.0.0.1:PORT/",
  "http://localhost:PORT/",
  "http://LOCALHOST:PORT/",
  "http://localhost.:PORT/",
  "http://ｌocalhost:PORT/",
  "http://[::1]:PORT/",
  "http://[0:0:0:0:0:0:0:1]:PORT/",
  "http://[::]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::ffff:7f00:1]:PORT/",
  "http://[::127.0.0.1]:PORT/",
  "http://[64:ff9b::127.0.0.1]:PORT/",
  "http://[2002:7f00:1::]:PORT/",
  "http://[2001:0:7f00:1::]:PORT/",
  "http://[fe80::1]:PORT/",
  "http://[fc00::1]:PORT/",
  "http://[fd00:ec2::254]/latest/meta-data/",
  "http://[ff02::1]:PORT/",
  "http://[2001:db8::1]:PORT/",
  "http://10.0.0.1:PORT/",
  "http://172.16.0.1:PORT/",
  "http://192.168.1.1:PORT/",
  "http://169.254.169.254/latest/meta-data/",
  "http://168.63.129.16/",
  "http://100.64.0.1:PORT/",
  "http://192.0.2.1:PORT/",
  "http://198.18.0.1:PORT/",
  "http://224.0.0.1:PORT/",
  "http://255.255.255.255:PORT/",
  "http://hooks.example.org@127.0.0.1:PORT/",
  "http://user:pass@localhost:PORT/",
  "http://@127.0.0.1:PORT/",
  "http://hooks.example.org\\@127.0.0.1:PORT/",
  "http://127.0.0.1:PORT\\.example.org/",
  "http://127.0.0.1\t:PORT/",
  "http:127.0.0.1:PORT/",
  "http:///127.0.0.1:PORT/",
  "//127.0.0.1:PORT/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:PORT/",
  "ftp://127.0.0.1:PORT/",
  "unix:/var/run/docker.sock",
  "javascript:alert(1)",
  "http://",
  "nonsense",
];

test(`${TRICKY.length} private or tricky targets are refused at save`, async () => {
  expect(TRICKY.length).toBeGreaterThanOrEqual(40);
  const input = { spaceId: fresh.spaceId, eventTypes: [], allowPrivate: false };
  for (const target of TRICKY) {
    const url = target.replace("PORT", String(four.port));
    await expect(createWebhook(SETUP, { ...input, url }), url).rejects.toMatchObject({
      code: "invalid_document",
    });
  }
  const { rows } = await fresh.services.pool.query("select count(*)::int as n from webhook");
  expect(rows).toEqual([{ n: 0 }]);
  expect(connections()).toBe(0);
});

test("and again at connect, wherever they came from", async () => {
  const { pool, secretBox } = fresh.services;
  const callable = TRICKY.filter((target) => /^https?:\/\/./.test(target));
  expect(callable.length).toBeGreaterThanOrEqual(40);
  const { id } = await createWebhook(
    SETUP,
    {
      spaceId: fresh.spaceId,
      url: "https://hooks.example.org/",
      eventTypes: [],
      allowPrivate: false,
    },
    async () => [{ address: "8.8.8.8", family: 4 }],
  );
  expect(secretBox).toBeDefined();
  for (const target of callable) {
    const url = target.replace("PORT", String(four.port));
    await pool.query("update webhook set url = $2 where id = $1", [id, url]);
    const posted = await sendTestWebhook(SETUP, { id }, { timeoutMs: 2_000 });
    expect(posted.status, url).toBeNull();
    expect(posted.error, url).not.toBeNull();
  }
  expect(connections()).toBe(0);
});

test("the listener would have been reached", async () => {
  for (const url of [
    `http://127.0.0.1:${four.port}/`,
    `http://[::1]:${four.port}/`,
    `http://localhost:${four.port}/`,
  ]) {
    const reach = { privateNetwork: false, loopback: true };
    const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
    const posted = await postMessage({
      url,
      headers: {},
      body: "{}",
      reach,
      resolve,
      timeoutMs: 2_000,
    });
    expect(posted).toMatchObject({ status: 200, response: "reached" });
  }
  expect(connections()).toBe(3);
});

test("a name that leads elsewhere by the time of the connection is refused then", async () => {
  const before = connections();
  const answers: Address[][] = [
    [{ address: "8.8.8.8", family: 4 }],
    [{ address: "127.0.0.1", family: 4 }],
  ];
  let asked = 0;
  const resolve = async () => answers[Math.min(asked++, 1)] ?? [];
  const url = `http://rebind.example.org:${four.port}/`;
  const input = { spaceId: fresh.spaceId, url, eventTypes: [], allowPrivate: false };
  const { id } = await createWebhook(SETUP, input, resolve);
  const posted = await sendTestWebhook(SETUP, { id }, { resolve, timeoutMs: 2_000 });
  expect(posted.error).toBe(
    "Refused: rebind.example.org leads to 127.0.0.1, which is this machine itself. The server's setting WEBHOOKS_ALLOW_PRIVATE " +
      "is lan. If it is loopback, the box “This is in my own network” allows it.",
  );
  expect(asked).toBe(2);
  expect(connections()).toBe(before);
});

test("one private address among public ones spoils them all", async () => {
  const before = connections();
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "fe80::1%lo"]) {
    const resolve = async () => [
      { address: "8.8.8.8", family: 4 },
      { address, family: address.includes(":") ? 6 : 4 },
    ];
    const url = `http://mixed.example.org:${four.port}/`;
    const input = { spaceId: fresh.spaceId, url, eventTypes: [], allowPrivate: false };
    await expect(createWebhook(SETUP, input, resolve), address).rejects.toMatchObject({
      code: "invalid_document",
    });
    const posted = await postMessage({
      url,
      headers: {},
      body: "{}",
      reach: nowhere,
      resolve,
      timeoutMs: 2_000,
    });
    expect(posted.error, address).toMatch(/^Refused: /);
  }
  expect(connections()).toBe(before);
});

test.each([
  ["8.8.8.8", true, true, true],
  ["2606:4700:4700::1111", true, true, true],
  ["10.0.0.7", false, true, true],
  ["172.31.255.255", false, true, true],
  ["192.168.0.10", false, true, true],
  ["fd12:3456::1", false, true, true],
  ["127.0.0.1", false, false, true],
  ["::1", false, false, true],
  ["169.254.169.254", false, false, false],
  ["169.254.1.1", false, false, false],
  ["fd00:ec2::254", false, false, false],
  ["fd00:ec2::123", false, false, false],
  ["fd00:ec2::23", false, false, false],
  ["fd00:ec3::1", false, true, true],
  ["fd20:ce::254", false, false, false],
  ["168.63.129.16", false, false, false],
  ["100.100.100.200", false, false, false],
  ["::ffff:10.0.0.7", false, false, false],
  ["64:ff9b::a00:7", false, false, false],
  ["2002:a00:7::1", false, false, false],
  ["fe80::1", false, false, false],
  ["0.0.0.0", false, false, false],
  ["::", false, false, false],
  ["::7f00:1", false, false, false],
  ["4000::1", false, false, false],
  ["203.0.113.9", false, false, false],
  ["240.0.0.1", false, false, false],
  ["not an address", false, false, false],
])("%s: public %s, own network %s, this machine %s", (address, open, lan, loopback) => {
  const may = (reach: { privateNetwork: boolean; loopback: boolean }) =>
    refusalOfAddress(address, reach) === null;
  expect(may(nowhere)).toBe(open);
  expect(may({ privateNetwork: true, loopback: false })).toBe(lan);
  expect(may({ privateNetwork: true, loopback: true })).toBe(loopback);
});

test("an admin's tick opens their own network only as far as the setting lets it", async () => {
  const url = "http://nas.example.org/";
  const lan = async () => [{ address: "192.168.0.10", family: 4 }];
  const here = async () => [{ address: "127.0.0.1", family: 4 }];
  const input = { spaceId: fresh.spaceId, url, eventTypes: [] };
  const save = async (
    setting: "never" | "lan" | "loopback",
    allowPrivate: boolean,
    resolve: typeof lan,
  ) => {
    useEnv({ ...env(), webhooksAllowPrivate: setting });
    return createWebhook(SETUP, { ...input, allowPrivate }, resolve).then(
      () => "saved",
      (error) => error.code,
    );
  };
  expect(await save("lan", true, lan)).toBe("saved");
  expect(await save("lan", false, lan)).toBe("invalid_document");
  expect(await save("never", true, lan)).toBe("invalid_document");
  expect(await save("lan", true, here)).toBe("invalid_document");
  expect(await save("loopback", false, here)).toBe("invalid_document");
  expect(await save("loopback", true, here)).toBe("saved");
});

test.each([
  [
    "192.168.0.10",
    "never",
    false,
    "The server's setting WEBHOOKS_ALLOW_PRIVATE is never. If it is lan, the box “This is in my own network” allows it.",
  ],
  ["192.168.0.10", "lan", false, "Tick the box “This is in my own network” to allow it."],
  [
    "127.0.0.1",
    "never",
    true,
    "The server's setting WEBHOOKS_ALLOW_PRIVATE is never. If it is loopback, the box “This is in my own network” allows it.",
  ],
  [
    "127.0.0.1",
    "lan",
    true,
    "The server's setting WEBHOOKS_ALLOW_PRIVATE is lan. If it is loopback, the box “This is in my own network” allows it.",
  ],
  [
    "127.0.0.1",
    "loopback",
    false,
    "Tick the box “This is in my own network”, which includes this machine, to allow it.",
  ],
  ["169.254.169.254", "lan", true, null],
  ["203.0.113.9", "never", false, null],
] as const)(
  "a refusal of %s with the setting %s says what would allow it",
  async (address, setting, allowPrivate, way) => {
    useEnv({ ...env(), webhooksAllowPrivate: setting });
    const url = "http://nas.example.org/";
    const input = { spaceId: fresh.spaceId, url, eventTypes: [], allowPrivate };
    const error = await createWebhook(SETUP, input, async () => [{ address, family: 4 }]).catch(
      (thrown) => thrown,
    );
    const [first, ...rest] = error.message.split(/(?<=\.) (?=[A-Z])/);
    expect(first).toMatch(/^Refused: nas\.example\.org leads to /);
    expect(rest.join(" ")).toBe(way ?? "");
    if (way?.startsWith("Tick")) {
      const resolve = async () => [{ address, family: 4 }];
      await createWebhook(SETUP, { ...input, allowPrivate: true }, resolve);
    }
  },
);

test("callers that look up a host at the same time share the answer, and nobody gets an old one", async () => {
  const asked: { host: string; answer: (addresses: Address[]) => void; fail: () => void }[] = [];
  const resolve = shareLookups(
    (host) =>
      new Promise((answer, reject) => {
        asked.push({ host, answer, fail: () => reject(new Error("no such host")) });
      }),
  );
  const [first, second, other] = ["a.example", "a.example", "b.example"].map(resolve);
  expect(asked.map(({ host }) => host)).toEqual(["a.example", "b.example"]);
  asked[0]?.answer([{ address: "8.8.8.8", family: 4 }]);
  asked[1]?.fail();
  expect(await Promise.all([first, second])).toEqual(
    Array(2).fill([{ address: "8.8.8.8", family: 4 }]),
  );
  await expect(other).rejects.toThrow("no such host");
  const [later] = ["a.example", "b.example"].map(resolve);
  expect(asked).toHaveLength(4);
  asked[2]?.answer([{ address: "1.1.1.1", family: 4 }]);
  asked[3]?.answer([]);
  expect(await later).toEqual([{ address: "1.1.1.1", family: 4 }]);
  const shared = resolveBySystem("localhost");
  expect(resolveBySystem("localhost")).toBe(shared);
  await shared;
});
