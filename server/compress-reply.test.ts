import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { rawRequest } from "@/lib/testing/raw-request";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token(["rooms:read", "rooms:write", "rooms:secrets", "events:read"]);
  await save(roomDocument("long", { ratings: ratings(100) }));
  await save(roomDocument("short", { ratings: {}, userProgress: {} }));
  await save(roomDocument("secret", { ratings: ratings(100), password: "swordfish" }));
});
afterAll(() => api.close());

function ratings(count: number) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `plex://movie/${index}`,
      [["Ann", "like", 1_790_000_000_000 + index]],
    ]),
  );
}

const pathOf = (name: string) => `/api/v1/room?name=${name}`;

async function save(body: ReturnType<typeof roomDocument>, headers: Record<string, string> = {}) {
  return callApi(api, { method: "PUT", path: pathOf(body.roomName), token, body, headers });
}

function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const authorization = `Bearer ${token}`;
  return rawRequest(new URL(path, api.url), { method, headers: { authorization, ...headers } });
}

test.each([
  ["br, gzip", "br", brotliDecompressSync],
  ["gzip, deflate, br", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["GZIP;q=1, br;q=0.5", "gzip", gunzipSync],
  ["*", "br", brotliDecompressSync],
  ["br;q=0, gzip;q=0.1", "gzip", gunzipSync],
])("a long reply for %s is sent as %s", async (accepted, encoding, decode) => {
  const plain = await ask(pathOf("long"));
  const packed = await ask(pathOf("long"), { "accept-encoding": accepted });
  expect(packed.headers["content-encoding"]).toBe(encoding);
  expect(packed.headers["content-length"]).toBe(String(packed.bytes.byteLength));
  expect(packed.bytes.byteLength).toBeLessThan(plain.bytes.byteLength / 2);
  expect(decode(packed.bytes)).toEqual(plain.bytes);
  expect([plain.headers.vary, packed.headers.vary]).toEqual(["Accept-Encoding", "Accept-Encoding"]);
});

test.each([
  ["nothing", {}],
  ["identity", { "accept-encoding": "identity" }],
  ["unknown encodings", { "accept-encoding": "zstd, compress" }],
  ["only the unencoded text", { "accept-encoding": "gzip;q=0, br;q=0, *;q=0" }],
  ["preferably the unencoded text", { "accept-encoding": "identity, gzip;q=0.5" }],
])("for callers who accept %s the reply is not compressed", async (_, headers) => {
  const reply = await ask(pathOf("long"), headers as Record<string, string>);
  expect([reply.status, reply.headers["content-encoding"]]).toEqual([200, undefined]);
  expect(JSON.parse(reply.bytes.toString()).roomName).toBe("long");
});

const ALL = { "accept-encoding": "gzip, br" };

test("a short reply, a refusal and a reply with a password are not compressed", async () => {
  for (const name of ["short", "nowhere", "secret"]) {
    const { headers } = await ask(pathOf(name), ALL);
    expect([name, headers["content-encoding"]]).toEqual([name, undefined]);
  }
  const documents = await ask("/api/v1/rooms?view=document", ALL);
  expect(documents.bytes.toString()).toContain("swordfish");
});

test("a HEAD has the headers of the GET", async () => {
  for (const [path, accepts] of [
    [pathOf("long"), ALL],
    [pathOf("long"), {}],
    [pathOf("secret"), ALL],
    ["/api/v1/openapi.json", ALL],
  ] as [string, Record<string, string>][]) {
    const [get, head] = [await ask(path, accepts), await ask(path, accepts, "HEAD")];
    expect(head.bytes.byteLength).toBe(0);
    for (const name of ["content-encoding", "content-length", "content-type", "etag", "vary"]) {
      expect([path, name, head.headers[name]]).toEqual([path, name, get.headers[name]]);
    }
  }
});

test("every condition accepts the tag of a compressed reply", async () => {
  const { etag = "" } = (await ask(pathOf("long"), ALL)).headers;
  expect(etag).toMatch(/^W\/"/);
  for (const accepts of [ALL, {}] as Record<string, string>[]) {
    const again = await ask(pathOf("long"), { ...accepts, "if-none-match": etag });
    expect([again.status, again.bytes.byteLength]).toEqual([304, 0]);
  }
  const changed = roomDocument("long", { ratings: ratings(101) });
  expect((await save(changed, { "if-match": etag })).status).toBe(200);
  expect((await save(changed, { "if-match": etag })).status).toBe(412);
});

test("an event stream is not compressed, so that each event is sent immediately", async () => {
  const control = new AbortController();
  const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream", ...ALL };
  const stream = await fetch(`${api.url}/api/v1/events`, { headers, signal: control.signal });
  expect(stream.headers.get("content-encoding")).toBeNull();
  expect(stream.headers.get("cache-control")).toContain("no-transform");
  control.abort();
});
