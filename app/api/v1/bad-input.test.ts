import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ApiCall, callApi, roomDocument, snapshotRows } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token();
  await callApi(api, {
    method: "PUT",
    path: "/api/v1/room?name=kept",
    token,
    body: roomDocument("kept"),
  });
});
afterAll(() => api.close());

const SAVE = { method: "PUT", path: "/api/v1/room?name=r" };
const APPEND = { method: "POST", path: "/api/v1/room/ratings?name=kept" };
const MEDIA = { method: "PUT", path: "/api/v1/media" };
const whole = (changes: Record<string, unknown>) => JSON.stringify(roomDocument("r", changes));
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

type Bad = [title: string, call: ApiCall, status: number, code: string, pointer?: string];

const BAD: Bad[] = [
  ["no body", SAVE, 415, "unsupported_media_type"],
  ["an empty body", { ...SAVE, body: "" }, 400, "invalid_json"],
  ["not JSON", { ...SAVE, body: "{roomName:1}" }, 400, "invalid_json"],
  ["cut JSON", { ...SAVE, body: whole({}).slice(0, 60) }, 400, "invalid_json"],
  ["a BOM in the middle", { ...SAVE, body: '{"a":\ufeff1}' }, 400, "invalid_json"],
  [
    "bytes that are not UTF-8",
    { ...SAVE, body: new Uint8Array([34, 0xc3, 0x28, 34]) },
    400,
    "invalid_json",
  ],
  [
    "a form",
    { ...SAVE, body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "unsupported_media_type",
  ],
  [
    "JSON with the media type of text",
    { ...SAVE, body: "{}", headers: { "content-type": "text/plain" } },
    415,
    "unsupported_media_type",
  ],
  ["an array", { ...SAVE, body: "[]" }, 422, "invalid_document"],
  ["null", { ...SAVE, body: "null" }, 422, "invalid_document"],
  [
    "a missing roomName",
    { ...SAVE, body: whole({ roomName: undefined }) },
    422,
    "invalid_document",
    "/roomName",
  ],
  [
    "a missing createdAt",
    { ...SAVE, body: whole({ createdAt: undefined }) },
    422,
    "invalid_document",
    "/createdAt",
  ],
  [
    "a missing creator",
    { ...SAVE, body: whole({ creatorPlexUserId: undefined }) },
    422,
    "invalid_document",
    "/creatorPlexUserId",
  ],
  [
    "a missing sort",
    { ...SAVE, body: whole({ sort: undefined }) },
    422,
    "invalid_document",
    "/sort",
  ],
  [
    "another room's name",
    { ...SAVE, body: whole({ roomName: "kept" }) },
    422,
    "invalid_document",
    "/roomName",
  ],
  [
    "a createdAt that is not a time",
    { ...SAVE, body: whole({ createdAt: "yesterday" }) },
    422,
    "invalid_document",
    "/createdAt",
  ],
  [
    "a createdAt two days ahead",
    { ...SAVE, body: whole({ createdAt: new Date(Date.now() + 172_800_000).toISOString() }) },
    422,
    "created_in_future",
    "/createdAt",
  ],
  [
    "ratings that are a list",
    { ...SAVE, body: whole({ ratings: [] }) },
    422,
    "invalid_document",
    "/ratings",
  ],
  [
    "a rating without a time",
    { ...SAVE, body: whole({ ratings: { m: [["Ann", "like"]] } }) },
    422,
    "invalid_document",
    "/ratings/m/0",
  ],
  [
    "a rating's time as text",
    { ...SAVE, body: whole({ ratings: { m: [["Ann", "like", "1"]] } }) },
    422,
    "invalid_document",
    "/ratings/m/0/2",
  ],
  [
    "an unsafe integer",
    { ...SAVE, body: whole({ extra: 1 }).replace('"extra":1', '"extra":9007199254740993') },
    422,
    "invalid_document",
    "/extra",
  ],
  [
    "an unsafe creator id",
    { ...SAVE, body: whole({}).replace("4711", "90071992547409931") },
    422,
    "invalid_document",
    "/creatorPlexUserId",
  ],
  [
    "NUL in a field",
    { ...SAVE, body: whole({ password: "a\0b" }) },
    422,
    "invalid_document",
    "/password",
  ],
  [
    "a lone surrogate in a field",
    { ...SAVE, body: whole({ creatorPlexUsername: "\ud800" }) },
    422,
    "invalid_document",
    "/creatorPlexUsername",
  ],
  [
    "a lone surrogate in a key",
    { ...SAVE, body: whole({ ratings: { "m\udc00": [] } }) },
    422,
    "invalid_document",
  ],
  [
    "NUL deep in an unknown field",
    { ...SAVE, body: whole({ extra: [{ x: ["\0"] }] }) },
    422,
    "invalid_document",
    "/extra/0/x/0",
  ],
  [
    "JSON nested 100 deep",
    { ...SAVE, body: whole({ extra: 1 }).replace('"extra":1', `"extra":${deep(100)}`) },
    422,
    "invalid_document",
  ],
  ["JSON nested 100,000 deep", { ...SAVE, body: deep(100_000) }, 422, "invalid_document"],
  [
    "a body of 10 MB",
    { ...SAVE, body: whole({ extra: "x".repeat(10_000_000) }) },
    413,
    "body_too_large",
  ],
  [
    "a room name that is too long",
    {
      method: "PUT",
      path: `/api/v1/room?name=${"x".repeat(513)}`,
      body: roomDocument("x".repeat(513)),
    },
    422,
    "invalid_document",
    "/roomName",
  ],
  [
    "1,001 ratings at once",
    {
      ...APPEND,
      body: { ratings: { m: Array.from({ length: 1001 }, (_, i) => [`u${i}`, "like", 1]) } },
    },
    422,
    "invalid_document",
    "/ratings",
  ],
  ["an append without ratings", { ...APPEND, body: {} }, 422, "invalid_document", "/ratings"],
  [
    "an append with an unknown field",
    { ...APPEND, body: { ratings: {}, more: 1 } },
    422,
    "invalid_document",
  ],
  [
    "an append with a surrogate in a name",
    { ...APPEND, body: { ratings: { m: [["\ud800", "like", 1]] } } },
    422,
    "invalid_document",
    "/ratings/m/0/0",
  ],
  [
    "progress that is negative",
    { ...APPEND, body: { ratings: {}, userProgress: { Ann: -1 } } },
    422,
    "invalid_document",
  ],
  [
    "progress of a name with NUL",
    { ...APPEND, body: { ratings: {}, userProgress: { "A\0": 1 } } },
    422,
    "invalid_document",
  ],
  [
    "a poster with a javascript: address",
    { ...MEDIA, body: { items: [{ mediaId: "m", title: "t", posterUrl: "javascript:alert(1)" }] } },
    422,
    "invalid_document",
    "/items/0/posterUrl",
  ],
  [
    "a poster with a data: address",
    { ...MEDIA, body: { items: [{ mediaId: "m", title: "t", posterUrl: "data:text/html,x" }] } },
    422,
    "invalid_document",
    "/items/0/posterUrl",
  ],
  [
    "a film without a title",
    { ...MEDIA, body: { items: [{ mediaId: "m" }] } },
    422,
    "invalid_document",
    "/items/0/title",
  ],
  [
    "1,001 films",
    {
      ...MEDIA,
      body: { items: Array.from({ length: 1001 }, (_, i) => ({ mediaId: `m${i}`, title: "t" })) },
    },
    422,
    "invalid_document",
    "/items",
  ],
  [
    "bad percent-encoding in the query",
    { ...SAVE, path: "/api/v1/room?name=%zz", body: "{}" },
    400,
    "invalid_request",
  ],
  [
    "bad percent-encoding in the path",
    { ...SAVE, path: "/api/v1/rooms/%ff", body: "{}" },
    400,
    "invalid_request",
  ],
  [
    "NUL in the name of the address",
    { method: "GET", path: "/api/v1/room?name=a%00b" },
    400,
    "invalid_request",
  ],
  ["no name", { method: "GET", path: "/api/v1/room" }, 400, "invalid_request", "/name"],
  ["an empty name", { method: "GET", path: "/api/v1/room?name=" }, 404, "not_found"],
  [
    "a parameter given twice",
    { method: "GET", path: "/api/v1/room?name=a&name=b" },
    400,
    "invalid_request",
    "/name",
  ],
  [
    "an unknown parameter",
    { method: "GET", path: "/api/v1/rooms?colour=red" },
    400,
    "invalid_request",
    "/colour",
  ],
  [
    "a parameter named __proto__",
    { method: "GET", path: "/api/v1/rooms?__proto__=1" },
    400,
    "invalid_request",
  ],
  [
    "a limit above the maximum",
    { method: "GET", path: "/api/v1/rooms?limit=201" },
    400,
    "invalid_request",
    "/limit",
  ],
  [
    "a limit that is not a number",
    { method: "GET", path: "/api/v1/rooms?limit=many" },
    400,
    "invalid_request",
    "/limit",
  ],
  [
    "an unknown sort",
    { method: "GET", path: "/api/v1/rooms?sort=colour" },
    400,
    "invalid_request",
    "/sort",
  ],
  [
    "a tampered cursor",
    { method: "GET", path: "/api/v1/rooms?cursor=WyJhIl0.AAAAAAAAAAAA" },
    400,
    "invalid_request",
    "/cursor",
  ],
  [
    "a tampered trash cursor",
    { method: "GET", path: "/api/v1/trash?cursor=x" },
    400,
    "invalid_request",
    "/cursor",
  ],
  [
    "a tampered match cursor",
    { method: "GET", path: "/api/v1/room/matches?name=kept&cursor=x.y" },
    400,
    "invalid_request",
    "/cursor",
  ],
  [
    "a tampered media cursor",
    { method: "GET", path: "/api/v1/media?cursor=%2e" },
    400,
    "invalid_request",
    "/cursor",
  ],
  [
    "a restore without a time",
    { method: "POST", path: "/api/v1/room/restore?name=kept" },
    400,
    "invalid_request",
    "/createdAt",
  ],
  [
    "a restore with an invalid time",
    { method: "POST", path: "/api/v1/room/restore?name=kept&createdAt=now" },
    400,
    "invalid_request",
    "/createdAt",
  ],
  [
    "If-Match without quotes",
    { ...SAVE, body: whole({}), headers: { "if-match": "a.1" } },
    400,
    "invalid_request",
    "/If-Match",
  ],
  [
    "If-Match with a tag of another form",
    { ...SAVE, body: whole({}), headers: { "if-match": 'W/"a.1"' } },
    412,
    "precondition_failed",
  ],
  ["an unknown path", { method: "GET", path: "/api/v1/roms" }, 404, "not_found"],
  [
    "a path with a dot segment escaped",
    { method: "GET", path: "/api/v1/unknown/%2e%2e%2f" },
    404,
    "not_found",
  ],
  [
    "a method that the path does not have",
    { method: "PATCH", path: "/api/v1/room?name=kept" },
    405,
    "method_not_allowed",
  ],
];

describe("the reply to bad input is a problem document, and nothing is stored", () => {
  let before: string[];
  beforeEach(async () => {
    before = await snapshotRows(api);
  });
  afterEach(async () => {
    expect(await snapshotRows(api)).toEqual(before);
  });

  test.each(BAD)("%s", async (_, call, status, code, pointer) => {
    const answer = await callApi(api, { ...call, token });
    expect([answer.status, answer.json?.code]).toEqual([status, code]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.json).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      status,
    });
    expect(answer.json.requestId).toBe(answer.headers.get("x-request-id"));
    if (pointer !== undefined) {
      const pointers = answer.json.errors.map((error: { pointer: string }) => error.pointer);
      expect(pointers).toContain(pointer);
    }
    if (status === 405) expect(answer.headers.get("allow")).toBe("GET, HEAD, PUT, DELETE, OPTIONS");
  });

  /** Sends raw bytes over a new socket, and closes it after `hangUpMs`. */
  function raw(bytes: string, hangUpMs?: number): Promise<string> {
    const { port } = new URL(api.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
      if (hangUpMs) setTimeout(() => socket.destroy(), hangUpMs);
    });
  }

  const head = (method: string, path: string, more: string) =>
    `${method} ${path} HTTP/1.1\r\nHost: x.example\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n${more}\r\n`;
  const json = "Content-Type: application/json\r\n";

  test("a Content-Length that is smaller than the body", async () => {
    const body = whole({});
    const sent = head(
      "PUT",
      "/api/v1/room?name=r",
      `${json}Content-Length: ${body.length - 5}\r\n`,
    );
    expect(await raw(sent + body)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("a Content-Length that is larger than the body, before the socket closes", async () => {
    const body = whole({});
    const sent = head(
      "PUT",
      "/api/v1/room?name=r",
      `${json}Content-Length: ${body.length + 5}\r\n`,
    );
    await raw(sent + body, 200);
  });

  test("a Content-Length of 10 MB is refused before the body arrives", async () => {
    const sent = head("PUT", "/api/v1/room?name=r", `${json}Content-Length: 10000000\r\n`);
    expect(await raw(sent, 1000)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("a chunked body that is larger than the limit", async () => {
    const chunk = `100000\r\n${"x".repeat(0x100000)}\r\n`;
    const sent = head("PUT", "/api/v1/room?name=r", `${json}Transfer-Encoding: chunked\r\n`);
    expect(await raw(`${sent}${chunk.repeat(9)}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("TRACE, and an unknown method", async () => {
    const traced = await raw(head("TRACE", "/api/v1/rooms", ""));
    expect(traced).toMatch(/^HTTP\/1\.1 405 /);
    expect(traced).toContain("allow: GET, HEAD, OPTIONS");
    expect(await raw(head("PROPFIND", "/api/v1/rooms", ""))).toMatch(/^HTTP\/1\.1 405 /);
  });

  test("dot segments in the path are not resolved", async () => {
    for (const path of ["/api/v1/rooms/..", "/api/v1/rooms/%2E%2e", "/api/v1/./rooms"]) {
      expect(await raw(head("GET", path, ""))).toMatch(/^HTTP\/1\.1 400 /);
    }
  });

  test("an invalid Host header", async () => {
    const sent = `GET /api/v1/rooms HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n`;
    expect(await raw(sent)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

test("a body with a wrong Content-Length is refused under any server", async () => {
  const { PUT } = await import("./room/route");
  for (const length of ["5", "5000"]) {
    const request = new Request("http://localhost/api/v1/room?name=liar", {
      method: "PUT",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "content-length": length,
      },
      body: JSON.stringify(roomDocument("liar")),
    });
    const answer = await PUT(request);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid_request" });
  }
});

const ODD: [title: string, changes: Record<string, unknown>][] = [
  ["unknown enum values", { roomType: "battle", sort: "by mood", sortOrder: "sideways" }],
  ["unknown fields", { theme: { dark: true, list: [1, null, "x"] }, "": 1 }],
  ["an odd rating value", { ratings: { m: [["Ann", "superlike", 5]] } }],
  ["a creator id that is text", { creatorPlexUserId: "abc" }],
  [
    "a person and a film named __proto__",
    JSON.parse(
      '{"ratings":{"__proto__":[["__proto__","like",5]]},"userProgress":{"__proto__":3,"constructor":1}}',
    ),
  ],
  ["markup, quotes and emoji", { creatorPlexUsername: `<b>"'\\👨‍👩‍👧‍👦\u202e` }],
  ["a password of unusual characters", { password: " \t'\"\\\u{1F4A9} " }],
];

test.each(ODD)("%s are returned unchanged", async (title, changes) => {
  const name = `odd ${title}`;
  const path = `/api/v1/room?name=${encodeURIComponent(name)}`;
  const body = roomDocument(name, changes);
  expect((await callApi(api, { method: "PUT", path, token, body })).status).toBe(201);
  const { _metadata, ...room } = (await callApi(api, { method: "GET", path, token })).json;
  expect(JSON.stringify(sorted(room))).toBe(JSON.stringify(sorted(body)));
});

test.each([".", "..", " ", "a/b", "%2F", "a+b", "a?b#c", "😀", "\u202e", "x".repeat(512)])(
  "a room named %j keeps its name by ?name=",
  async (name) => {
    const path = `/api/v1/room?name=${encodeURIComponent(name)}`;
    const body = roomDocument(name);
    expect((await callApi(api, { method: "PUT", path, token, body })).status).toBe(201);
    expect((await callApi(api, { method: "GET", path, token })).json.roomName).toBe(name);
  },
);

/** The value with its own keys in order, whatever their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
