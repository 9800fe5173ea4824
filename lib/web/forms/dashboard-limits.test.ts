import { readdirSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { freshServices } from "@/lib/testing/fresh-services";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { passAddress } from "@/lib/web/api/caller-address";

const ROOT = path.resolve(import.meta.dirname, "..", "..", "..");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
type Handler = (request: Request, route: unknown) => Promise<Response>;

/** All routes for browsers except pages, read from the folders, so that a new route is included. */
const routes = ["app/api/dashboard", "app/api/auth"].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "route.ts")
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/"))),
);

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  // Counts start again with each minute of the clock.
  vi.useFakeTimers({ toFake: ["Date"] });
  fresh = await freshServices({ ratePerPerson: 1, ratePerNetwork: 1 });
  useTestEnv();
  // These limits allow one request per minute.
  getServices().rates.person.take("eager");
  getServices().rates.network.take("192.0.2.66");
});
afterAll(async () => {
  vi.useRealTimers();
  await fresh.close();
});

let others = 0;

async function ask(
  route: string,
  handler: Handler,
  method: string,
  { person, address, accept = "application/json" }: Record<string, string>,
): Promise<Response> {
  const { cookie } = await signInAs(person ?? "", { role: "admin" });
  const headers: Record<string, string> = { cookie, accept: accept ?? "", origin: TEST_ORIGIN };
  passAddress({ headers, socket: { remoteAddress: address } } as unknown as IncomingMessage);
  const hasBody = method !== "GET" && method !== "HEAD";
  const url = TEST_ORIGIN + route.replace(/^app|\/route\.ts$/g, "").replace(/\[.*?\]/g, "x");
  const request = new Request(url, {
    method,
    headers: hasBody
      ? { ...headers, "content-type": "application/x-www-form-urlencoded" }
      : headers,
    body: hasBody ? "note=%3Cb%3E%22kept%22&kind=a&kind=b&returnTo=%2Frooms" : undefined,
  });
  return handler(request, { params: Promise.resolve({ id: "x", nextauth: ["session"] }) });
}

/** A person and a network without any requests so far. */
function newcomer() {
  others += 1;
  return { person: `person ${others}`, address: `198.51.100.${others % 250}` };
}

describe.each(routes)("%s", (route) => {
  it("is limited per person and per network", async () => {
    const module = (await import(path.join(ROOT, route))) as Record<string, Handler>;
    const methods = METHODS.filter((method) => method in module);
    expect(methods.length).toBeGreaterThan(0);
    for (const method of methods) {
      const handler = module[method] as Handler;
      for (const [policy, who] of [
        ["person", { ...newcomer(), person: "eager" }],
        ["network", { ...newcomer(), address: "192.0.2.66" }],
      ] as const) {
        const reply = await ask(route, handler, method, who);
        expect([method, policy, reply.status]).toEqual([method, policy, 429]);
        expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(reply.headers.get("ratelimit")).toMatch(new RegExp(`^"${policy}";r=0;t=\\d+$`));
        expect(reply.headers.get("ratelimit-policy")).toBe(`"${policy}";q=1;w=60`);
        expect(await reply.json()).toMatchObject({ code: "too_many_requests" });
      }
    }
  });
});

const extend = "app/api/dashboard/rooms/[id]/extend/route.ts";
const { POST } = (await import(path.join(ROOT, extend))) as { POST: Handler };

it("does not refuse people and networks with few requests", async () => {
  expect((await ask(extend, POST, "POST", newcomer())).status).not.toBe(429);
});

it.each([
  ["person", { ...newcomer(), person: "eager" }],
  ["network", { ...newcomer(), address: "192.0.2.66" }],
])(
  "returns a browser's form with all its fields if the %s sent too many requests",
  async (_, who) => {
    const reply = await ask(extend, POST, "POST", { ...who, accept: "text/html" });
    const page = await reply.text();
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      429,
      "text/html; charset=utf-8",
    ]);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(page).toMatch(/Try again in \d+ seconds?\./);
    expect(page).toContain('action="/api/dashboard/rooms/x/extend"');
    expect(page).toContain('name="note" value="&#60;b&#62;&#34;kept&#34;"');
    expect(page).toContain('name="kind" value="a">\n<input type="hidden" name="kind" value="b"');
    expect(page).toContain('href="/rooms"');
  },
);

it("does not let callers choose their network address", async () => {
  const { cookie } = await signInAs("person forging", { role: "admin" });
  const headers = new Headers({ cookie, origin: TEST_ORIGIN, accept: "application/json" });
  headers.set("x-roomkeeper-caller", "guessed-key 192.0.2.66");
  const request = new Request(`${TEST_ORIGIN}/x`, { method: "POST", headers });
  const reply = await POST(request, { params: Promise.resolve({ id: "x" }) });
  expect(reply.status).not.toBe(429);
});
