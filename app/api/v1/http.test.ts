import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SETUP } from "@/lib/testing/fresh-services";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token();
});
afterAll(() => api.close());

function send(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  return callApi(api, { method, path, token, body, headers });
}

const save = (name: string, changes = {}, headers?: Record<string, string>) =>
  send("PUT", `/api/v1/rooms/${encodeURIComponent(name)}`, roomDocument(name, changes), headers);

test("a save returns only its metadata, and the whole room if the request prefers that", async () => {
  const created = await save("club");
  expect(created.status).toBe(201);
  expect(Object.keys(created.json)).toEqual(["_metadata"]);
  expect(created.json._metadata).toMatchObject({ version: 1, status: "open", locked: false });
  const again = await save("club", {}, { prefer: "return=representation" });
  expect(again.status).toBe(200);
  expect(again.headers.get("preference-applied")).toBe("return=representation");
  expect(again.json).toMatchObject({ roomName: "club", _metadata: { version: 2 } });
});

test("the ETag changes with every accepted write, and a read of an unchanged room has no body", async () => {
  await save("tagged");
  const first = await send("GET", "/api/v1/rooms/tagged");
  const { id, incarnation, version } = first.json._metadata;
  expect(first.headers.get("etag")).toBe(`"${incarnation}.${version}"`);
  expect(incarnation).toBe(id);
  const etag = first.headers.get("etag") ?? "";
  const unchanged = await send("GET", "/api/v1/rooms/tagged", undefined, { "if-none-match": etag });
  expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
  const head = await send("HEAD", "/api/v1/rooms/tagged");
  expect(head.headers.get("etag")).toBe(etag);
  expect(head.headers.get("content-length")).toBe(first.headers.get("content-length"));
  await save("tagged");
  const changed = await send("GET", "/api/v1/rooms/tagged", undefined, { "if-none-match": etag });
  expect(changed.status).toBe(200);
});

test("If-Match replaces exactly the version it names; ratings that the document lacks are taken back", async () => {
  const { headers } = await save("strict");
  const etag = headers.get("etag") ?? "";
  const replaced = await save("strict", { ratings: {}, filters: [] }, { "if-match": etag });
  expect(replaced.status).toBe(200);
  expect((await send("GET", "/api/v1/rooms/strict")).json).toMatchObject({
    ratings: {},
    filters: [],
  });
  expect((await save("strict", {}, { "if-match": etag })).status).toBe(412);
});

test("only a token with rooms:secrets gets the password, and a save without that scope does not remove it", async () => {
  await save("secret", { password: "open sesame" });
  const reader = await api.token(["rooms:read", "rooms:write"]);
  const path = "/api/v1/rooms/secret";
  const read = await callApi(api, { method: "GET", path, token: reader });
  expect(read.json.password).toBeUndefined();
  const { _metadata, ...room } = read.json;
  await callApi(api, { method: "PUT", path, token: reader, body: room });
  for (const list of ["/api/v1/rooms?view=document", "/api/v1/rooms", "/api/v1/trash"]) {
    const answer = await callApi(api, { method: "GET", path: list, token: reader });
    expect(answer.text).not.toContain("open sesame");
  }
  expect((await send("GET", path)).json.password).toBe("open sesame");
  await send("PUT", path, room);
  expect((await send("GET", path)).json.password).toBeUndefined();
});

test("ratings are appended and taken back; a late save does not restore a rating that was taken back", async () => {
  await save("rated");
  const append = await send("POST", "/api/v1/rooms/rated/ratings", {
    ratings: { m9: [["Ann", "like", 1_790_000_005_000]] },
    userProgress: { Ann: 2 },
    createdAt: "2026-10-01T20:00:00.000Z",
  });
  expect(append.json._metadata).toMatchObject({ version: 2 });
  const taking = "/api/v1/rooms/rated/ratings?mediaId=m9&userName=Ann";
  expect((await send("DELETE", taking)).json.takenBack).toBe(true);
  expect((await send("DELETE", taking)).json.takenBack).toBe(false);
  await save("rated", { ratings: { m9: [["Ann", "like", 1_790_000_005_000]] } });
  const { ratings, userProgress } = (await send("GET", "/api/v1/rooms/rated")).json;
  expect(ratings.m9).toBeUndefined();
  expect(userProgress.Ann).toBe(2);
});

test("a save without changes does not count as activity", async () => {
  const first = await save("quiet");
  const second = await save("quiet");
  expect(second.json._metadata.lastActivityAt).toBe(first.json._metadata.lastActivityAt);
});

test("matches have titles and are returned in pages", async () => {
  const like = (n: number) => [
    ["Ann", "like", 1_790_000_000_000 + n],
    ["bob", "like", 1_790_000_100_000 + n],
  ];
  await save("matched", { ratings: { m1: like(1), m2: like(2), m3: like(3) } });
  await send("PUT", "/api/v1/media", { items: [{ mediaId: "m2", title: "Alien", year: 1979 }] });
  const first = await send("GET", "/api/v1/rooms/matched/matches?limit=2");
  expect(first.json.items.map((item: { mediaId: string }) => item.mediaId)).toEqual(["m3", "m2"]);
  expect(first.json.items[1]).toMatchObject({ title: "Alien", year: 1979, likers: ["Ann", "bob"] });
  const cursor = encodeURIComponent(first.json.nextCursor);
  const rest = await send("GET", `/api/v1/rooms/matched/matches?limit=2&cursor=${cursor}`);
  expect(rest.json.items.map((item: { mediaId: string }) => item.mediaId)).toEqual(["m1"]);
  expect(rest.json.nextCursor).toBe(null);
});

test.each(["lastActivity", "createdAt", "name"])(
  "a list sorted by %s has every room once, with any page size",
  async (sort) => {
    const other = await api.token(undefined, await api.space(`paged ${sort}`));
    for (let i = 0; i < 7; i += 1) {
      const name = `page ${i} 100%`;
      const createdAt = `2026-10-0${1 + (i % 3)}T20:00:00.000Z`;
      const body = roomDocument(name, { createdAt, ratings: {} });
      const path = `/api/v1/room?name=${encodeURIComponent(name)}`;
      await callApi(api, { method: "PUT", path, token: other, body });
    }
    const whole = await callApi(api, {
      method: "GET",
      path: `/api/v1/rooms?sort=${sort}&total=true`,
      token: other,
    });
    const names: string[] = [];
    let next = "";
    do {
      const path = `/api/v1/rooms?sort=${sort}&limit=2&q=100%25${next}`;
      const page = await callApi(api, { method: "GET", path, token: other });
      names.push(...page.json.items.map((item: { roomName: string }) => item.roomName));
      next = page.json.nextCursor ? `&cursor=${encodeURIComponent(page.json.nextCursor)}` : "";
    } while (next);
    expect(names).toEqual(whole.json.items.map((item: { roomName: string }) => item.roomName));
    expect(new Set(names).size).toBe(7);
    expect([whole.json.total, whole.json.totalIsCapped]).toEqual([7, false]);
  },
);

test("a cursor works only for the query for which it was made", async () => {
  await save("one");
  await save("two");
  const { json } = await send("GET", "/api/v1/rooms?limit=1");
  const cursor = encodeURIComponent(json.nextCursor);
  expect((await send("GET", `/api/v1/rooms?limit=1&cursor=${cursor}`)).status).toBe(200);
  expect((await send("GET", `/api/v1/rooms?sort=name&cursor=${cursor}`)).status).toBe(400);
  expect((await send("GET", `/api/v1/rooms?owner=1&cursor=${cursor}`)).status).toBe(400);
});

test("a list is filtered by owner and type, and does not contain deleted rooms", async () => {
  await save("solo of 99", { creatorPlexUserId: 99, roomType: "solo" });
  await save("gone of 99", { creatorPlexUserId: 99, roomType: "solo" });
  await send("DELETE", "/api/v1/rooms/gone%20of%2099");
  const { items } = (await send("GET", "/api/v1/rooms?owner=99&type=solo&q=SOLO")).json;
  expect(items.map((item: { roomName: string }) => item.roomName)).toEqual(["solo of 99"]);
});

test("a token that is revoked between two requests is refused at the second", async () => {
  const made = await createToken(SETUP, {
    spaceId: api.spaceId,
    label: "short",
    scopes: ["rooms:read"],
  });
  const ask = () => callApi(api, { method: "GET", path: "/api/v1/rooms", token: made.token });
  expect((await ask()).status).toBe(200);
  await revokeToken(SETUP, { id: made.id });
  expect((await ask()).status).toBe(401);
});

test("a valid request id is kept, an invalid one is replaced", async () => {
  const ask = (id: string) => send("GET", "/api/v1/rooms", undefined, { "x-request-id": id });
  expect((await ask("game-server.42")).headers.get("x-request-id")).toBe("game-server.42");
  expect((await ask("<script>")).headers.get("x-request-id")).toMatch(/^rq_/);
});

test("health reports what works, needs no token and shows no secret", async () => {
  const health = await callApi(api, { method: "GET", path: "/api/health" });
  expect(health.status).toBe(200);
  expect(health.json).toMatchObject({
    status: "ok",
    version: expect.any(String),
    parts: {
      database: { status: "ok" },
      migrations: { status: "ok" },
      writing: { status: "ok" },
      encoding: { status: "ok" },
      secret: { status: "ok" },
      disk: { status: "ok" },
      durability: { status: "ok" },
    },
  });
  expect(health.text).not.toMatch(/postgres|password|127\.0\.0\.1/);
  expect((await callApi(api, { method: "GET", path: "/api/health/live" })).json.status).toBe("ok");
  expect((await callApi(api, { method: "HEAD", path: "/api/health/ready" })).status).toBe(200);
});

test("a load balancer's check in HTTP/1.0 without Host gets the normal reply", async () => {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.end("GET /api/health/ready HTTP/1.0\r\n\r\n");
  let said = "";
  for await (const piece of socket) said += piece;
  expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});
