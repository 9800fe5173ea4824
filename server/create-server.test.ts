import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openRates } from "@/lib/rates/open-rates";
import { setServices } from "@/lib/runtime/services";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { readStream } from "@/lib/testing/read-stream";
import { createToken } from "@/lib/tokens/create-token";
import { forPage } from "@/lib/web/pages/for-page";
import { nothingFound } from "@/lib/web/pages/nothing-found";
import { createRoomkeeperServer, type PageHandler } from "./create-server";
import { startServer } from "./main";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let server: Server;
let url: string;
beforeAll(async () => {
  fresh = await freshServices();
  server = createRoomkeeperServer({
    publicUrl: "https://rooms.example.org",
    formTargets: () => ["https://app.plex.tv"],
    pages(request, response) {
      if (request.url === "/broken") throw new Error("a page failed");
      const { "content-security-policy": csp, "accept-encoding": accepts } = request.headers;
      response.end(JSON.stringify({ csp, accepts }));
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await fresh.close();
});

function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

test("a page gets a fresh nonce, the same in the request and in the reply, and no inline scripts", async () => {
  const pages = await Promise.all([1, 2].map(() => callApi({ url }, { method: "GET", path: "/" })));
  const policies = pages.map((page) => page.headers.get("content-security-policy") ?? "");
  expect(policies[0]).not.toBe(policies[1]);
  for (const [index, policy] of policies.entries()) {
    expect(pages[index]?.json.csp).toBe(policy);
    const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
    expect(scripts).toMatch(/^script-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='$/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' https://app.plex.tv");
  }
  const { headers } = pages[0] ?? { headers: new Headers() };
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=/);
  expect(headers.get("permissions-policy")).toContain("camera=()");
});

test.each([
  ["a page", "/", "GET"],
  ["a page that failed", "/broken", "GET"],
  ["an invalid path", "/%zz", "GET"],
  ["the API, without a token", "/api/v1/rooms", "GET"],
  ["the API's 404", "/api/v1/none", "GET"],
  ["the API's 405", "/api/v1/rooms", "PATCH"],
  ["the API's description", "/api/v1/openapi.json", "GET"],
  ["the health page", "/api/health/live", "GET"],
  ["a form's route", "/api/dashboard/theme", "POST"],
  ["the client module", "/client/roomkeeper.js", "GET"],
])(
  "%s cannot be framed, its type is not guessed, and browsers use https from then on",
  async (_name, path, method) => {
    const { headers } = await callApi({ url }, { method, path });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
    const policy = path.startsWith("/client/") ? "cross-origin" : "same-origin";
    expect(headers.get("cross-origin-resource-policy")).toBe(policy);
  },
);

test("posters come only from the configured origins", async () => {
  const policyOf = async (posterOrigins?: string[]) => {
    const pages: PageHandler = (_request, response) => void response.end();
    const options = { publicUrl: "http://localhost", formTargets: () => [], posterOrigins, pages };
    const other = createRoomkeeperServer(options);
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const page = await callApi({ url: `http://127.0.0.1:${port}` }, { method: "GET", path: "/" });
    await new Promise((resolve) => other.close(resolve));
    const policy = page.headers.get("content-security-policy") ?? "";
    return policy.split("; ").find((part) => part.startsWith("img-src"));
  };
  expect(await policyOf()).toBe("img-src 'self' data:");
  expect(await policyOf(["https://image.tmdb.org"])).toBe(
    "img-src 'self' data: https://image.tmdb.org",
  );
});

test.each([
  ["rk_new_token=sealed", undefined],
  ["a=b; __Host-rk_new_secret=sealed; c=d", undefined],
  ["rk_new_token=; rk_session=x", "gzip"],
])("with the cookies %s pages may be compressed for %s", async (cookie, accepts) => {
  const headers = { cookie, "accept-encoding": "gzip" };
  const page = await callApi({ url }, { method: "GET", path: "/admin/tokens", headers });
  expect(page.json.accepts).toBe(accepts);
});

test("a caller cannot choose the nonce", async () => {
  const given = "script-src 'nonce-mine'";
  const headers = { "content-security-policy": given };
  const page = await callApi({ url }, { method: "GET", path: "/", headers });
  expect(page.json.csp).not.toContain("mine");
});

test("only pages of the configured origins may use the API", async () => {
  const allowed = createRoomkeeperServer({
    publicUrl: "https://rooms.example.org",
    formTargets: () => [],
    pages: (_request, response) => void response.end(),
    corsOrigins: ["https://game.example.org"],
  });
  await new Promise<void>((resolve) => allowed.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(allowed.address() as AddressInfo).port}`;
  const ask = (origin: string, method = "GET", at = address) =>
    callApi(
      { url: at },
      {
        method,
        path: "/api/v1/rooms",
        headers: { origin, "access-control-request-method": "PUT" },
      },
    );
  const allowOrigin = "access-control-allow-origin";
  const good = await ask("https://game.example.org");
  expect([good.status, good.headers.get(allowOrigin)]).toEqual([401, "https://game.example.org"]);
  expect(good.headers.get("access-control-allow-credentials")).toBeNull();
  const preflight = await ask("https://game.example.org", "OPTIONS");
  expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([
    204,
    "GET, HEAD, PUT, POST, DELETE",
  ]);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
  expect((await ask("https://evil.example.org")).headers.get(allowOrigin)).toBeNull();
  expect((await ask("https://game.example.org", "GET", url)).headers.get(allowOrigin)).toBeNull();
  await new Promise((resolve) => allowed.close(resolve));
});

test("pages count against the limit of the network, and their static files do not", async () => {
  const { rates } = fresh.services;
  const network = openRates({ add: async () => [] }, { ratePerNetwork: 1 }).network;
  setServices({ ...fresh.services, rates: { ...rates, network } });
  vi.useFakeTimers({ toFake: ["Date"] });
  const ask = (path: string) => callApi({ url }, { method: "GET", path });
  expect((await ask("/rooms")).status).toBe(200);
  const refused = await ask("/rooms");
  expect([refused.status, refused.json.code]).toEqual([429, "too_many_requests"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-policy")).toBe('"network";q=1;w=60');
  const inBrowser = await fetch(`${url}/rooms`, { headers: { accept: "text/html" } });
  expect([inBrowser.status, inBrowser.headers.get("content-type")]).toEqual([
    429,
    "text/html; charset=utf-8",
  ]);
  expect(inBrowser.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await inBrowser.text()).toMatch(/<p>.*Try again in \d+ seconds?\.<\/p>/);
  expect((await ask("/_next/static/a.js")).status).toBe(200);
  expect((await ask("/api/health/live")).status).toBe(200);
  vi.useRealTimers();
  setServices(fresh.services);
});

test("the API is served beside the pages, and has its own 404", async () => {
  const { token } = await createToken(SETUP, {
    spaceId: fresh.spaceId,
    label: "t",
    scopes: ["rooms:read", "rooms:write"],
  });
  const path = "/api/v1/rooms/x";
  const saved = await callApi({ url }, { method: "PUT", path, token, body: roomDocument("x") });
  expect(saved.status).toBe(201);
  const unknown = await callApi({ url }, { method: "GET", path: "/api/v1/none", token });
  expect([unknown.status, unknown.json.code]).toEqual([404, "not_found"]);
  const beside = await callApi({ url }, { method: "GET", path: "/api/v1x" });
  expect([beside.status, beside.json.code]).toEqual([404, "not_found"]);
});

const NOWHERE = ["/api", "/api/", "/api/none", "/api/v1x", "/api/v1/none", "/api/health/none"];
const NO_FORMS = ["/api/dashboard", "/api/dashboard/none", "/api/dashboard/theme/", "/api//none"];
const BODIES: [type: string, body: string][] = [
  [
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
  ],
  ["application/x-www-form-urlencoded", "a=1"],
  ["text/plain", "a"],
  ["application/json", "{}"],
];

test.each([...NOWHERE, ...NO_FORMS])(
  "%s is not a path of the API, whatever the request contains, and does not reach Next",
  async (path) => {
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
      for (const [type, body] of BODIES) {
        const isRead = method === "GET" || method === "HEAD";
        const headers = { "content-type": type, accept: "text/html" };
        const call = { method, path, headers, body: isRead ? undefined : body };
        const answer = await callApi({ url }, call);
        expect([method, type, answer.status]).toEqual([method, type, 404]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        if (method !== "HEAD") expect(answer.json.code).toBe("not_found");
        expect(answer.headers.get("x-request-id")).not.toBeNull();
      }
    }
  },
);

test("a path of a form has its own methods only, and its static files can only be read", async () => {
  const ask = async (method: string, path: string) => {
    const [type, body] = BODIES[0] as (typeof BODIES)[number];
    const headers = { "content-type": type };
    const isRead = method === "GET" || method === "HEAD";
    const answer = await callApi(
      { url },
      { method, path, headers, body: isRead ? undefined : body },
    );
    return [answer.status, answer.headers.get("allow"), answer.json?.code ?? null];
  };
  expect(await ask("POST", "/api/dashboard/audit/csv")).toEqual([
    405,
    "GET, HEAD",
    "method_not_allowed",
  ]);
  expect(await ask("GET", "/api/dashboard/theme")).toEqual([405, "POST", "method_not_allowed"]);
  expect(await ask("PUT", "/api/auth/session")).toEqual([
    405,
    "GET, HEAD, POST",
    "method_not_allowed",
  ]);
  expect(await ask("POST", "/_next/static/none.js")).toEqual([
    405,
    "GET, HEAD",
    "method_not_allowed",
  ]);
  for (const path of [
    "/api/dashboard/rooms/rm_1/lock",
    "/api/dashboard/webhooks/wh_1",
    "/api/auth/signout",
  ]) {
    expect([path, ...(await ask("POST", path))]).toEqual([path, 200, null, null]);
  }
  expect(await ask("GET", "/_next/static/none.js")).toEqual([200, null, null]);
});

test("the server does not wait for a body of 10 MB for an unknown path", async () => {
  const head =
    "Host: x.example\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\n";
  const answer = await raw(
    `POST /api/none HTTP/1.1\r\n${head}Content-Length: 10000000\r\n\r\n--x\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
});

test.each([
  ["TRACE /", "TRACE / HTTP/1.1", 405],
  ["TRACE of the API", "TRACE /api/v1/rooms HTTP/1.1", 405],
  ["bad percent-encoding in a page", "GET /rooms/%zz HTTP/1.1", 400],
  ["an address that is not a path", "GET * HTTP/1.1", 400],
])("%s is refused with a problem document", async (_, line, status) => {
  const answer = await raw(`${line}\r\nHost: x.example\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain("application/problem+json");
});

test.each([
  ["/rooms/%", "text/html,application/xhtml+xml,*/*;q=0.8", true],
  ["/%zz", "text/html", true],
  ["/rooms/%", "application/json", false],
  ["/rooms/%", "*/*", false],
  ["/api/dashboard/%", "text/html", false],
  ["/api/v1/rooms/%", "text/html", false],
])("%s, which cannot be decoded, is refused for %s as a page: %s", async (path, accept, isPage) => {
  const head = `host: x\r\nconnection: close\r\naccept: ${accept}`;
  const reply = await raw(`GET ${path} HTTP/1.1\r\n${head}\r\n\r\n`);
  expect(reply).toMatch(/^HTTP\/1\.1 40[0134] /);
  expect(reply.includes("text/html")).toBe(isPage);
  expect(reply.includes("application/problem+json")).toBe(!isPage);
  expect(reply.includes("<h1>There is nothing here</h1>")).toBe(isPage);
});

test("a request that Next could interpret as a server action is refused before it reaches Next", async () => {
  const ask = (path: string, headers: Record<string, string>) =>
    callApi({ url }, { method: "POST", path, headers, body: "x" });
  const forged = { "next-action": "00ab" };
  for (const path of ["/", "/rooms", "/api/dashboard/theme", "/api/none"]) {
    expect([path, (await ask(path, forged)).status]).toEqual([path, 404]);
  }
  for (const type of ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]) {
    const posted = await ask("/rooms", { "content-type": type });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  }
});

test("the app has no server actions, which the server refuses", () => {
  const root = path.resolve(import.meta.dirname, "..");
  const files = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.join(root, folder, name)),
  );
  expect(files.length).toBeGreaterThan(300);
  const using = files.filter((file) => /^\s*["']use server["']/m.test(readFileSync(file, "utf8")));
  expect(using).toEqual([]);
});

test.each(["h2c", "websocket"])("a request to upgrade to %s gets an ordinary reply", async (to) => {
  // Next does the same on its first request.
  server.on("upgrade", (_request, socket) => socket.end());
  await new Promise((resolve) => setImmediate(resolve));
  const head = `host: x\r\nconnection: upgrade, close\r\nupgrade: ${to}`;
  const reply = await raw(`GET /api/health/live HTTP/1.1\r\n${head}\r\n\r\n`);
  expect(reply).toMatch(/^HTTP\/1\.1 200 /);
});

test("garbage is refused and the connection closed", async () => {
  expect(await raw("hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
});

test("a page that throws becomes a 500 without the error's message", async () => {
  const broken = await callApi({ url }, { method: "GET", path: "/broken" });
  expect([broken.status, broken.json.code]).toEqual([500, "internal"]);
  expect(broken.text).not.toContain("a page failed");
});

test("a page that failed because the database does not answer gets 503; other failures get 500", async () => {
  const visiting = createRoomkeeperServer({
    publicUrl: "http://localhost",
    formTargets: () => [],
    async pages(request, response) {
      const code = request.url === "/away" ? "57P01" : "42P01";
      const load = () => Promise.reject(Object.assign(new Error("secret words"), { code }));
      await forPage(load).catch(() => {});
      response.statusCode = 500;
      response.end("the error page");
    },
  });
  await new Promise<void>((resolve) => visiting.listen(0, "127.0.0.1", resolve));
  const at = { url: `http://127.0.0.1:${(visiting.address() as AddressInfo).port}` };
  const away = await callApi(at, { method: "GET", path: "/away" });
  expect([away.status, away.headers.get("retry-after"), away.text]).toEqual([
    503,
    "2",
    "the error page",
  ]);
  const broken = await callApi(at, { method: "GET", path: "/other" });
  expect([broken.status, broken.headers.get("retry-after")]).toEqual([500, null]);
  visiting.closeAllConnections();
  await new Promise((resolve) => visiting.close(resolve));
});

test("a page with the not-found text is 404, and a failed page or a redirect keeps its status", async () => {
  const visiting = createRoomkeeperServer({
    publicUrl: "http://localhost",
    formTargets: () => [],
    async pages(request, response) {
      const status = Number(request.url?.slice(1));
      nothingFound();
      response.statusCode = status;
      if (status === 307) response.setHeader("location", "/sign-in");
      response.end("There is nothing here");
    },
  });
  await new Promise<void>((resolve) => visiting.listen(0, "127.0.0.1", resolve));
  const { port } = visiting.address() as AddressInfo;
  for (const [given, sent] of [
    [200, 404],
    [307, 307],
    [500, 500],
  ]) {
    const url = `http://127.0.0.1:${port}/${given}`;
    expect((await fetch(url, { redirect: "manual" })).status).toBe(sent);
  }
  visiting.closeAllConnections();
  await new Promise((resolve) => visiting.close(resolve));
});

test("closing lets a running request end, and accepts no new one", async () => {
  let release = () => {};
  const running = await startServer({
    port: 0,
    host: "127.0.0.1",
    next: async (_request, response) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      response.end("finished");
    },
  });
  const asked = fetch(`${running.url}/slow`).then((answer) => answer.text());
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = running.close();
  await expect(fetch(`${running.url}/late`)).rejects.toThrow();
  release();
  expect(await asked).toBe("finished");
  await closed;
});

test("closing ends event streams, which would not end by themselves", async () => {
  const { token } = await createToken(SETUP, {
    spaceId: fresh.spaceId,
    label: "listener",
    scopes: ["events:read"],
  });
  const running = await startServer({ port: 0, host: "127.0.0.1", next: () => {} });
  const stream = readStream(`${running.url}/api/v1/events`, { token });
  const first = [await stream.next(), await stream.next()].map(({ value }) => value?.event);
  expect(first).toContain("stream.opened");
  const closed = running.close();
  expect((await stream.next()).done).toBe(true);
  await closed;
});

test("the caller gets an error for a port in use", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const starting = startServer({ port, host: "127.0.0.1", next: () => {} });
  await expect(starting).rejects.toMatchObject({ code: "EADDRINUSE" });
  await new Promise((resolve) => other.close(resolve));
});

test("pages of links for groups, and what they ask, tell no search engine, no other site and no cache about themselves", async () => {
  const token = "x".repeat(22);
  const facts = async (path: string) => {
    const { headers } = await callApi({ url }, { method: "GET", path });
    return ["referrer-policy", "x-robots-tag", "cache-control"].map((name) => headers.get(name));
  };
  for (const path of [`/g/${token}`, `/g/${token}?genre=Drama`, `/api/g/${token}`, "/g/"]) {
    expect(await facts(path), path).toEqual([
      ...["no-referrer", "noindex, nofollow", "private, no-store"],
    ]);
  }
  for (const path of ["/", "/go/x", "/rooms/g/x", "/api/good"]) {
    expect((await facts(path))[0], path).toBe("same-origin");
    expect((await facts(path))[1], path).toBeNull();
  }
});

test("guests are counted for their link, and not with other pages", async () => {
  const { rates } = fresh.services;
  const token = "y".repeat(22);
  const ask = (path: string) =>
    callApi({ url }, { method: "GET", path, headers: { accept: "text/html" } });
  const take = vi.spyOn(rates.network, "take");
  expect((await ask(`/g/${token}`)).status).toBe(200);
  expect(take).not.toHaveBeenCalled();
  await ask("/");
  expect(take).toHaveBeenCalledTimes(1);
  take.mockRestore();
  const isOver = { limit: 1, remaining: 0, windowSeconds: 60, resetSeconds: 9, isOver: true };
  const over = vi.spyOn(rates.guestLink, "take").mockReturnValue(isOver);
  const refused = await ask(`/g/${token}`);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "9"]);
  expect(refused.text).toContain("Many people have this link open.");
  over.mockRestore();
});

test("the page that shows a link to its owner is not compressed, as a page with a token", async () => {
  const accepts = async (path: string) => {
    const headers = { "accept-encoding": "gzip" };
    return (await callApi({ url }, { method: "GET", path, headers })).json.accepts;
  };
  expect(await accepts("/rooms/rm_1?show=link")).toBeUndefined();
  expect(await accepts("/rooms/rm_1?here=a&show=link")).toBeUndefined();
  expect(await accepts("/rooms/rm_1?show=linked")).toBe("gzip");
});
