import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiCall, callApi, roomDocument, snapshotRows } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SETUP } from "@/lib/testing/fresh-services";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { GAME_SERVER_SCOPES, newToken, SCOPES, type Scope } from "@/lib/tokens/token";
import { API_ROUTES } from "@/server/api-routes";

const CANARY = "canary-of-another-space";
const PASSWORD = "canary-password";
const AT = "createdAt=2026-10-01T20:00:00.000Z";

interface Row {
  route: string;
  call: ApiCall;
  /** The scopes of the method: a token needs one of them; if there are none, any token works. */
  scope: Scope | Scope[];
  /** For the right token; every row runs against the same rooms, in this order. */
  ok: number;
  /** For a token of another space, which has no such room. */
  foreign: number;
}

const rating = { ratings: { m2: [["Ann", "dislike", 1_790_000_002_000]] } };
const lease = { instance: "tv-1", connections: 2 };
const film = { items: [{ mediaId: "m1", title: "Alien" }] };

function row(
  method: string,
  route: string,
  query: string,
  scope: Row["scope"],
  [ok, foreign]: [number, number],
  body?: unknown,
): Row {
  const path = route.replace("[name]", "shared") + query;
  return { route, call: { method, path, body }, scope, ok, foreign };
}

/** Every method of every route. Another space has no room named `shared`. */
const ROWS: Row[] = [
  row("GET", "/api/v1/room", "?name=shared", "rooms:read", [200, 404]),
  row("HEAD", "/api/v1/room", "?name=shared", "rooms:read", [200, 404]),
  row("PUT", "/api/v1/room", "?name=shared", "rooms:write", [200, 201], roomDocument("shared")),
  row("GET", "/api/v1/rooms/[name]", "", "rooms:read", [200, 404]),
  row("HEAD", "/api/v1/rooms/[name]", "", "rooms:read", [200, 404]),
  row("PUT", "/api/v1/rooms/[name]", "", "rooms:write", [200, 201], roomDocument("shared")),
  row("GET", "/api/v1/rooms", "", "rooms:read", [200, 200]),
  row("GET", "/api/v1/rooms", "?view=document&total=true", "rooms:read", [200, 200]),
  row("HEAD", "/api/v1/rooms", "", "rooms:read", [200, 200]),
  row("POST", "/api/v1/room/ratings", "?name=shared", "rooms:write", [200, 404], rating),
  row("POST", "/api/v1/rooms/[name]/ratings", "", "rooms:write", [200, 404], rating),
  row(
    "DELETE",
    "/api/v1/room/ratings",
    "?name=shared&mediaId=m2&userName=Ann",
    "rooms:write",
    [200, 404],
  ),
  row(
    "DELETE",
    "/api/v1/rooms/[name]/ratings",
    "?mediaId=m2&userName=Ann",
    "rooms:write",
    [200, 404],
  ),
  row("POST", "/api/v1/batch", "", ["rooms:write", "rooms:delete"], [200, 200], {
    operations: [{ op: "rate", name: "shared", ...rating }],
  }),
  row("GET", "/api/v1/token", "", [], [200, 200]),
  row("HEAD", "/api/v1/token", "", [], [200, 200]),
  row("POST", "/api/v1/token/rotate", "", [], [200, 200], { overlapSeconds: 3600 }),
  row("PUT", "/api/v1/room/lease", "?name=shared", "rooms:write", [200, 404], lease),
  row("GET", "/api/v1/room/lease", "?name=shared", "rooms:read", [200, 404]),
  row("HEAD", "/api/v1/room/lease", "?name=shared", "rooms:read", [200, 404]),
  row("DELETE", "/api/v1/room/lease", "?name=shared&instance=tv-1", "rooms:write", [204, 204]),
  row("PUT", "/api/v1/rooms/[name]/lease", "", "rooms:write", [200, 404], lease),
  row("GET", "/api/v1/rooms/[name]/lease", "", "rooms:read", [200, 404]),
  row("HEAD", "/api/v1/rooms/[name]/lease", "", "rooms:read", [200, 404]),
  row("DELETE", "/api/v1/rooms/[name]/lease", "?instance=tv-1", "rooms:write", [204, 204]),
  row("GET", "/api/v1/events", "?after=0", "events:read", [200, 200]),
  row("GET", "/api/v1/room/matches", "?name=shared", "rooms:read", [200, 404]),
  row("HEAD", "/api/v1/room/matches", "?name=shared", "rooms:read", [200, 404]),
  row("GET", "/api/v1/rooms/[name]/matches", "", "rooms:read", [200, 404]),
  row("HEAD", "/api/v1/rooms/[name]/matches", "", "rooms:read", [200, 404]),
  row("PUT", "/api/v1/media", "", "media:write", [200, 200], film),
  row("GET", "/api/v1/media", "", "rooms:read", [200, 200]),
  row("HEAD", "/api/v1/media", "", "rooms:read", [200, 200]),
  row("DELETE", "/api/v1/rooms/[name]", "", "rooms:delete", [204, 204]),
  row("GET", "/api/v1/trash", "", "rooms:read", [200, 200]),
  row("HEAD", "/api/v1/trash", "", "rooms:read", [200, 200]),
  row("POST", "/api/v1/room/restore", `?name=shared&${AT}`, "rooms:delete", [204, 404]),
  row("DELETE", "/api/v1/room", "?name=shared", "rooms:delete", [204, 204]),
  row("DELETE", "/api/v1/trash", `?name=shared&${AT}`, "rooms:delete", [204, 204]),
];

let api: ApiServer;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  api = await startApiServer();
  await surroundWithOtherKinds(api.services.pool);
  const mine = { spaceId: api.spaceId, label: "mine", scopes: GAME_SERVER_SCOPES };
  const other = await api.space("other");
  tokens.right = await api.token();
  tokens.other = await api.token(GAME_SERVER_SCOPES, other);
  for (const { scope } of ROWS) {
    const others = GAME_SERVER_SCOPES.filter((one) => ![scope].flat().includes(one));
    tokens[`without ${scope}`] ??= await api.token(others);
  }
  const revoked = await createToken(SETUP, mine);
  await revokeToken(SETUP, { id: revoked.id });
  tokens.revoked = revoked.token;
  tokens.expired = (
    await createToken(SETUP, { ...mine, expiresAt: new Date(Date.now() - 1) })
  ).token;
  const save = (token: string | undefined, name: string, password: string) =>
    callApi(api, {
      method: "PUT",
      path: `/api/v1/room?name=${name}`,
      token,
      body: roomDocument(name, { password }),
    });
  expect((await save(tokens.right, "shared", PASSWORD)).status).toBe(201);
  expect((await save(tokens.other, CANARY, CANARY)).status).toBe(201);
});
afterAll(() => api.close());

test("every method of every route has its rows", async () => {
  const wanted: string[] = [];
  for (const [route, module] of Object.entries(API_ROUTES)) {
    if (!route.startsWith("/api/v1") || route.includes("[[")) continue;
    // The description is for everybody.
    if (route.endsWith("/openapi.json")) continue;
    const options = await module.OPTIONS(new Request("http://localhost/"));
    for (const method of (options.headers.get("allow") ?? "").split(", ")) {
      if (method !== "OPTIONS") wanted.push(`${method} ${route}`);
    }
  }
  const had = ROWS.map(({ route, call }) => `${call.method} ${route}`);
  expect([...new Set(had)].sort()).toEqual(wanted.sort());
});

const REFUSED: [who: string, token: () => string | undefined][] = [
  ["nobody", () => undefined],
  ["a malformed token", () => "rk_nonsense"],
  ["a token with a wrong checksum", () => `${newToken().slice(0, -1)}g`],
  ["a token that never existed", () => newToken()],
  ["a revoked token", () => tokens.revoked],
  ["an expired token", () => tokens.expired],
];

test.each(["Basic abc", "undefined", "Bearer", "rk_x"])(
  "the reply to the header “Authorization: %s” says what to send",
  async (authorization) => {
    const call = { method: "GET", path: "/api/v1/rooms", headers: { authorization } } as const;
    const { status, json } = await callApi(api, call);
    expect(status).toBe(401);
    expect(json.detail).toBe("A token is needed: Authorization: Bearer rk_…");
  },
);

test("a call that lacks one scope changes nothing, even if only the reply needs the scope", async () => {
  const scopes = [...SCOPES];
  const byScope = await Promise.all(scopes.map((scope) => api.token([scope])));
  const writes = ROWS.filter(
    ({ call, scope }) => !/GET|HEAD/.test(call.method) && scope.length > 0,
  );
  const before = await snapshotRows(api);
  let refused = 0;
  for (const { call, scope } of writes) {
    for (const [index, one] of scopes.entries()) {
      const asksForWhole = call.method === "PUT" && /[/]rooms?([?]|[/]\w+$)/.test(call.path);
      if ([scope].flat().includes(one) && !asksForWhole) continue;
      const headers = { prefer: "return=representation" };
      const answer = await callApi(api, { ...call, headers, token: byScope[index] });
      expect(answer.status, `${call.method} ${call.path} with ${one}`).toBe(403);
      expectNoCanary(answer.text);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(writes.length * (SCOPES.length - 2));
  expect(await snapshotRows(api)).toEqual(before);
});

test("operations of a batch that lack their scope are refused one by one, and change nothing", async () => {
  const token = await api.token(["rooms:write"]);
  const remover = await api.token(["rooms:delete"]);
  const removals = [
    { op: "delete", name: "shared" },
    { op: "restore", name: "shared", createdAt: "2026-10-01T20:00:00.000Z" },
  ];
  const changes = [
    { op: "save", room: roomDocument("shared") },
    { op: "rate", name: "shared", ...rating },
    { op: "takeBack", name: "shared", mediaId: "m2", userName: "Ann" },
  ];
  const before = await snapshotRows(api);
  for (const [with_, operations] of [
    [token, removals],
    [remover, changes],
  ] as const) {
    const path = "/api/v1/batch";
    const answer = await callApi(api, {
      method: "POST",
      path,
      token: with_,
      body: { operations },
    });
    expect(answer.json.results.map(({ status }: { status: number }) => status)).toEqual(
      operations.map(() => 403),
    );
  }
  expect(await snapshotRows(api)).toEqual(before);
});

describe.each(ROWS)("$call.method $call.path", ({ call, scope, ok, foreign }) => {
  test.each(REFUSED)("refuses %s and changes nothing", async (_, token) => {
    const before = await snapshotRows(api);
    const answer = await callApi(api, { ...call, token: token() });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    if (call.method !== "HEAD") {
      expect(answer.json).toMatchObject({ status: 401, code: "unauthorized" });
    }
    expectNoCanary(answer.text);
    expect(await snapshotRows(api)).toEqual(before);
  });

  // Methods without a scope cannot be refused for one.
  if (scope.length > 0) {
    test(`refuses a token without ${scope} and changes nothing`, async () => {
      const before = await snapshotRows(api);
      const answer = await callApi(api, { ...call, token: tokens[`without ${scope}`] });
      expect(answer.status).toBe(403);
      if (call.method !== "HEAD") expect(answer.json).toMatchObject({ code: "forbidden" });
      expectNoCanary(answer.text);
      expect(await snapshotRows(api)).toEqual(before);
    });
  }

  test(`answers a token of another space with ${foreign}, as if there were no such room`, async () => {
    const elsewhere = await api.space(`${call.method} ${call.path}`);
    const mine = await rowsOfMine();
    const token = await api.token(GAME_SERVER_SCOPES, elsewhere);
    const answer = await callApi(api, { ...call, token });
    expect(answer.status).toBe(foreign);
    expect(answer.text).not.toContain(PASSWORD);
    if (call.method !== "PUT") expect(answer.text).not.toContain("mara_k");
    expect(await rowsOfMine()).toEqual(mine);
  });

  test(`answers the right token with ${ok}`, async () => {
    const answer = await callApi(api, { ...call, token: tokens.right });
    expect(answer.status).toBe(ok);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-request-id")).toMatch(/^rq_/);
    expect(answer.text).not.toContain(CANARY);
  });
});

async function rowsOfMine(): Promise<string[]> {
  return (await snapshotRows(api)).filter((line) => line.includes(api.spaceId));
}

function expectNoCanary(text: string): void {
  expect(text).not.toContain(CANARY);
  expect(text).not.toContain(PASSWORD);
  expect(text).not.toContain("mara_k");
}
