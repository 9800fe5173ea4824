import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ErrorCode, GONE_REASONS } from "@/lib/core/errors";
import { type ApiAnswer, type ApiCall, callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SCOPES } from "@/lib/tokens/token";
import { type Answer, watchAnswers } from "@/lib/web/api/answer-watch";
import { codesOf, statusesOf } from "@/lib/web/api/answers-of";
import { PROBLEM_TEXT } from "@/lib/web/api/problem-text";
import { describeApi, operationsOf } from "@/lib/web/openapi/describe-api";
import { REPLY_SAMPLES } from "@/lib/web/openapi/reply-samples";
import { API_V1_ROUTES } from "./operations";

const HEALTH = ["/api/health", "/api/health/live", "/api/health/ready"];
const OPERATIONS = operationsOf(API_V1_ROUTES);
const document = JSON.parse(JSON.stringify(describeApi(API_V1_ROUTES, "http://localhost:3000")));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, "api");

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token(SCOPES);
});
afterAll(() => api?.close());

type Node = Record<string, unknown>;

describe("the document", () => {
  test("is valid OpenAPI 3.1, and is served to everybody with an ETag", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    const served = await callApi(api, { method: "GET", path: "/api/v1/openapi.json" });
    expect(served.json).toEqual({ ...document, servers: [{ url: api.url }] });
    const headers = { "if-none-match": served.headers.get("etag") ?? "" };
    const again = await callApi(api, { method: "GET", path: "/api/v1/openapi.json", headers });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("contains every method of every route, and nothing else", async () => {
    const wanted: string[] = [];
    for (const [route, module] of Object.entries(API_V1_ROUTES)) {
      if (route.includes("[[")) continue;
      const options = await module.OPTIONS(new Request("http://localhost/"));
      for (const method of (options.headers.get("allow") ?? "").split(", ")) {
        if (method !== "OPTIONS") wanted.push(`${method} ${route.replace("[name]", "{name}")}`);
      }
    }
    for (const path of HEALTH) wanted.push(`GET ${path}`, `HEAD ${path}`);
    const had = Object.entries(document.paths as Node).flatMap(([path, item]) =>
      Object.keys(item as Node).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(had.sort()).toEqual(wanted.sort());
  });

  test("describes every operation, parameter and field", () => {
    const silent: string[] = [];
    const walk = (node: unknown, place: string) => {
      if (typeof node !== "object" || node === null) return;
      const { properties } = node as { properties?: Record<string, Node> };
      // A combination only restricts a schema that is described elsewhere.
      if (properties && !place.endsWith("/allOf/1")) {
        for (const [name, field] of Object.entries(properties)) {
          if (!saysSomething(field)) silent.push(`${place}/${name}`);
        }
      }
      for (const [key, inner] of Object.entries(node)) {
        if (key !== "example" && key !== "examples") walk(inner, `${place}/${key}`);
      }
    };
    walk(document, "");
    for (const [path, item] of Object.entries(document.paths as Record<string, Node>)) {
      for (const [method, operation] of Object.entries(item as Record<string, Node>)) {
        if (!operation.summary) silent.push(`${method} ${path}`);
        for (const parameter of operation.parameters as Node[]) {
          if (!saysSomething(parameter)) silent.push(`${method} ${path} ${parameter.name}`);
        }
      }
    }
    expect(silent).toEqual([]);
  });

  test("its examples fit their schemas, and every body has one", () => {
    const without: string[] = [];
    for (const [path, item] of Object.entries(document.paths as Record<string, Node>)) {
      for (const [method, operation] of Object.entries(item)) {
        const { requestBody, responses } = operation as Loose;
        const bodies = [requestBody, ...Object.values(responses as Loose)];
        for (const body of bodies) {
          for (const [type, media] of Object.entries<Loose>(body?.content ?? {})) {
            if (type === "text/event-stream" || path.endsWith("openapi.json")) continue;
            if (media.example === undefined) without.push(`${method} ${path} ${type}`);
            else expectFits(media.schema, media.example);
          }
        }
      }
    }
    expect(without).toEqual([]);
    const replying = OPERATIONS.filter(({ operation }) => operation.reply);
    const actions = new Set(replying.map(({ operation }) => operation.action));
    expect(Object.keys(REPLY_SAMPLES).sort()).toEqual([...actions].sort());
  });

  test("operations that need no token reply as described", async () => {
    for (const path of [...HEALTH, "/api/v1/openapi.json"]) {
      for (const method of ["GET", "HEAD"]) {
        const answer = await callApi(api, { method, path });
        expect(answer.status).toBe(200);
        expectDescribed(method, path, answer);
      }
      expect(operationIn("GET", path).security).toEqual([]);
    }
  });
});

/** Whether a field has a description that says more than its name; "The kind." does not. */
function saysSomething({ description }: Node): boolean {
  return typeof description === "string" && description.split(" ").length >= 4;
}

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is read as it is
type Loose = any;

function operationIn(method: string, path: string): Loose {
  return document.paths[path][method.toLowerCase()];
}

/** Checks a value against a schema of the document. References of the schema are resolved in the document. */
function expectFits(schema: Node, value: unknown): void {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
  const isFit = ajv.validate(JSON.parse(text), value);
  expect(isFit ? [] : ajv.errors).toEqual([]);
}

/** Checks a reply against the document: its status, its media type, its body, its headers. */
function expectDescribed(method: string, path: string, answer: ApiAnswer): void {
  const response = operationIn(method, path).responses[String(answer.status)];
  expect(response, `${method} ${path} ${answer.status}`).toBeDefined();
  expect(answer.headers.get("x-request-id")).not.toBeNull();
  if (method === "HEAD" || answer.status === 304 || answer.status === 204) {
    expect(answer.text).toBe("");
    return;
  }
  const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
  expect(Object.keys(response.content)).toContain(type);
  expectFits(response.content[type].schema, answer.json);
}

interface Changes {
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  token?: string | undefined;
}

/** Calls an operation with the values of its example and with the given changes. */
async function call(method: string, path: string, changes: Changes = {}): Promise<ApiAnswer> {
  const found = OPERATIONS.find((one) => one.method === method && one.path === path);
  const example = found?.operation.example ?? {};
  const given: Record<string, string> = { ...example.query, ...changes.query };
  const { name = "movie night", ...query } = given;
  const byPath = path.includes("{name}");
  const all = byPath || given.name === undefined ? query : { name, ...query };
  const text = new URLSearchParams(all).toString();
  const request: ApiCall = {
    method,
    path: `${path.replace("{name}", encodeURIComponent(name))}${text ? `?${text}` : ""}`,
    token: "token" in changes ? changes.token : token,
    body: "body" in changes ? changes.body : example.body,
    headers: changes.headers,
  };
  const answer = await callApi(api, request);
  expectDescribed(method, path, answer);
  seen.add(`${method} ${path} ${answer.status} ${answer.json?.code ?? ""}`.trim());
  return answer;
}

/** Every status that a request of this test got, and every refusal with its code, which HEAD does not return. */
const seen = new Set<string>();
const stopWatching = watchAnswers(({ action, method, code }: Answer) => {
  if (code !== undefined) seen.add(`${method} ${action} ${code}`);
});
afterAll(stopWatching);

/**
 * Refusals that happen before the operation and are the same for all. Other tests show each of them once: failures.test.ts,
 * flood.test.ts, rate-limits.test.ts and idempotency.test.ts.
 */
const ELSEWHERE: readonly ErrorCode[] = [
  "disk_full",
  "internal",
  "corrupt",
  "unavailable",
  "overloaded",
  "too_many_requests",
  "idempotency_in_progress",
];

const ROOM = "/api/v1/room";
const byBoth = (tail = ""): string[] => [`${ROOM}${tail}`, `/api/v1/rooms/{name}${tail}`];

describe("every described status occurs", () => {
  test("the successes, with the examples", async () => {
    for (const room of byBoth()) {
      const query = { name: `movie night by ${room}` };
      const body = roomDocument(query.name);
      for (const prefer of ["", "return=representation"]) {
        await call("PUT", room, { query, body, headers: { prefer } });
      }
      const read = await call("GET", room, { query });
      const headers = { "if-none-match": read.headers.get("etag") ?? "" };
      for (const method of ["GET", "HEAD"]) {
        await call(method, room, { query });
        await call(method, room, { query, headers });
      }
      await call("DELETE", room, { query });
    }
    await call("PUT", ROOM);
    for (const part of byBoth("/ratings")) {
      await call("POST", part);
      await call("DELETE", part);
    }
    for (const part of byBoth("/matches")) {
      await call("GET", part);
      await call("HEAD", part);
    }
    for (const part of byBoth("/lease")) {
      await call("PUT", part);
      await call("GET", part);
      await call("HEAD", part);
      await call("DELETE", part, { query: { instance: "living-room-1" } });
    }
    for (const path of ["/api/v1/rooms", "/api/v1/media", "/api/v1/token", "/api/v1/trash"]) {
      await call("GET", path);
      await call("HEAD", path);
    }
    await call("GET", "/api/v1/rooms", { query: { view: "document", total: "true" } });
    await call("GET", "/api/v1/events");
    await call("POST", "/api/v1/batch");
    await call("PUT", "/api/v1/media");
    await call("GET", "/api/v1/media");
    await call("DELETE", ROOM);
    await call("GET", "/api/v1/trash");
    await call("POST", "/api/v1/room/restore");
    await call("DELETE", "/api/v1/trash");
    await call("POST", "/api/v1/token/rotate", { token: await api.token(SCOPES) });
    const wanted = OPERATIONS.flatMap(({ method, path, operation }) =>
      statusesOf(operation, method).map((status) => `${method} ${path} ${status}`),
    );
    expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
  });

  test("the refusals that every operation can return", async () => {
    const nothing = await api.token(["of another version" as "rooms:read"]);
    for (const { method, path, operation } of OPERATIONS) {
      const refuse = async (code: ErrorCode, changes: Changes) => {
        if (!codesOf(operation, method).includes(code)) return;
        const answer = await call(method, path, changes);
        if (method !== "HEAD") expect([path, answer.json.code]).toEqual([path, code]);
      };
      await refuse("unauthorized", { token: undefined });
      await refuse("forbidden", { token: nothing });
      await refuse("invalid_request", { query: { nonsense: "1" } });
      await refuse("invalid_json", { body: "{" });
      await refuse("unsupported_media_type", { headers: { "content-type": "text/plain" } });
      await refuse("body_too_large", { body: `"${"x".repeat(8 * 1024 * 1024)}"` });
      await refuse("invalid_document", { body: [7] });
      if (!operation.reads?.includes("If-Match")) {
        await refuse("precondition_failed", { headers: { "if-match": "*" } });
      }
      if (method !== "PUT") await refuse("not_found", { query: { name: "x".repeat(600) } });
    }
  });

  test("the refusal of a key that was used for another request", async () => {
    for (const [index, { method, path, operation }] of OPERATIONS.entries()) {
      if (method !== "POST") continue;
      const query = { name: `keyed ${index}` };
      const { body } = operation.example;
      const own = await api.token(SCOPES);
      await call("PUT", ROOM, { query, body: roomDocument(query.name) });
      if (path.endsWith("/restore")) await call("DELETE", ROOM, { query });
      const named: Record<string, string> = operation.named ? query : {};
      const headers = {
        "idempotency-key": `mismatch-${index}`,
        "content-type": "application/json",
      };
      const first = await call(method, path, { headers, token: own, query: named });
      expect([path, first.status < 300]).toEqual([path, true]);
      // A request is another one if one byte differs.
      const changes = body ? { body: `${JSON.stringify(body)} ` } : {};
      const other = body ? named : { ...named, createdAt: "2020-01-01T00:00:00Z" };
      const again = await call(method, path, { headers, token: own, query: other, ...changes });
      expect([path, again.json.code]).toEqual([path, "idempotency_mismatch"]);
    }
  });

  test("the refusals of their own", async () => {
    const set = (name: string, change: string) =>
      api.services.pool.query(`update room set ${change} where name = $1`, [name]);
    const make = async (name: string) => {
      await call("PUT", ROOM, { query: { name }, body: roomDocument(name) });
      return { name };
    };
    const goneRoom = await make("gone");
    await call("DELETE", ROOM, { query: goneRoom });
    const lockedRoom = await make("locked");
    await set("locked", "locked_at = now(), locked_by = '1', lock_reason = 'loud'");
    const heldRoom = await make("held");
    await call("PUT", `${ROOM}/lease`, { query: heldRoom });
    const takenRoom = await make("taken");
    await call("DELETE", ROOM, { query: takenRoom });
    await call("PUT", ROOM, {
      query: takenRoom,
      body: roomDocument("taken", { createdAt: "2026-11-01T20:00:00.000Z" }),
    });
    const lockedTrash = await make("locked trash");
    await call("DELETE", ROOM, { query: lockedTrash });
    await set("locked trash", "locked_at = now(), locked_by = '1'");
    const fullSpace = await api.space("full");
    const ofFullSpace = await api.token(SCOPES, fullSpace);
    await call("PUT", ROOM, { query: { name: "a" }, body: roomDocument("a"), token: ofFullSpace });
    await api.services.pool.query("update space set rooms_max = 1 where id = $1", [fullSpace]);
    const rotated = await api.token(SCOPES);
    const next = await call("POST", "/api/v1/token/rotate", { token: rotated });
    await callApi(api, { method: "GET", path: "/api/v1/token", token: next.json.token });
    await expect
      .poll(async () => (await call("POST", "/api/v1/token/rotate", { token: rotated })).json.code)
      .toBe("conflict");

    const asBody = (name: string, body: unknown) =>
      typeof body === "object" && body !== null && "roomName" in body
        ? { ...body, roomName: name }
        : body;
    const places: Partial<Record<ErrorCode, Record<string, string>>> = {
      gone: goneRoom,
      locked: lockedRoom,
      not_found: { name: "nowhere" },
      lease_held: heldRoom,
      name_taken: { name: "taken", createdAt: "2026-10-01T20:00:00.000Z" },
      precondition_failed: await make("guarded"),
    };
    for (const { method, path, operation } of OPERATIONS) {
      for (const code of operation.refusals ?? []) {
        let query = places[code] ?? { name: "nowhere" };
        let body = asBody(query.name ?? "", operation.example.body);
        let headers: Record<string, string> | undefined;
        if (code === "conflict") continue;
        if (code === "lease_held") body = { instance: "another", connections: 1 };
        if (code === "precondition_failed") headers = { "if-match": '"rm_none.1"' };
        if (code === "created_in_future") {
          body = { ...(body as object), createdAt: "2999-01-01T00:00:00Z" };
        }
        if (code === "locked" && path.endsWith("/restore")) query = lockedTrash;
        if (code === "precondition_failed" && operation.action === "room.restore") query = goneRoom;
        if (code === "not_found" && operation.action === "lease.release")
          query = { name: "x".repeat(600) };
        const ofSpace = code === "room_limit" ? { token: ofFullSpace } : {};
        const answer = await call(method, path, { query, body, headers, ...ofSpace });
        const status = answer.status;
        if (method === "HEAD") expect(status).toBeGreaterThanOrEqual(400);
        else expect([method, path, answer.json?.code]).toEqual([method, path, code]);
      }
    }
  });

  test("not_found of an operation that returns 204 for an absent room, as its description says", () => {
    for (const { method, operation } of OPERATIONS) {
      const { action, named, refusals = [], description } = operation;
      if (!named || method === "PUT" || refusals.includes("not_found")) continue;
      expect(description, action).toContain("Only a name that no room can have");
    }
    const own = OPERATIONS.filter(({ operation }) => operation.refusals?.includes("not_found"));
    expect(own.map(({ operation }) => operation.action)).not.toContain("lease.release");
  });

  test("the results of the sample of a batch", async () => {
    const own = await api.token(SCOPES, await api.space("batch sample"));
    const answer = await call("POST", "/api/v1/batch", { token: own });
    const statusesIn = (reply: Loose) =>
      reply.results.map((result: Loose) => [result.status, ...Object.keys(result)]);
    expect(statusesIn(REPLY_SAMPLES.batch)).toEqual(statusesIn(answer.json));
  });

  test("the reasons of a room that is gone", async () => {
    const { reason } = document.components.schemas.Problem.properties;
    expect(reason.anyOf[0].enum).toEqual(GONE_REASONS);
    for (const one of GONE_REASONS) expect(PROBLEM_TEXT.gone[0]).toContain(`\`${one}\``);
    const query = { name: "twice" };
    const body = roomDocument("twice", { createdAt: "2026-11-01T20:00:00.000Z" });
    await call("PUT", ROOM, { query, body });
    const late = await call("PUT", ROOM, { query, body: roomDocument("twice") });
    expect(late.json).toMatchObject({ code: "gone", reason: "superseded" });
  });

  test("a full disk of the database, after which nothing of the request is stored", async () => {
    await api.services.pool.query(`
      create function has_no_room() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger has_no_room after insert on room for each row when (new.name = 'too much') execute function has_no_room();`);
    const query = { name: "too much" };
    const refused = await call("PUT", ROOM, { query, body: roomDocument(query.name) });
    expect(refused.status).toBe(507);
    expect(refused.json).toMatchObject({ code: "disk_full" });
    expect(refused.headers.get("retry-after")).toBe("60");
    expect((await call("GET", ROOM, { query })).status).toBe(404);
    await api.services.pool.query("drop function has_no_room cascade");
  });

  test("an unavailable database, and a limit that is used up", async () => {
    const limited = await startApiServer({ ratePerToken: 1 });
    const its = await limited.token(SCOPES);
    const path = "/api/v1/token";
    await callApi(limited, { method: "GET", path, token: its });
    const refused = await callApi(limited, { method: "GET", path, token: its });
    expectDescribed("GET", path, refused);
    expect(refused.json.code).toBe("too_many_requests");
    await limited.services.pool.end();
    await limited.services.examination.close();
    const away = await callApi(limited, { method: "GET", path, token: its });
    expectDescribed("GET", path, away);
    expect(away.json.code).toBe("unavailable");
    for (const path of ["/api/health", "/api/health/ready"]) {
      const sick = await callApi(limited, { method: "GET", path });
      expect(sick.status).toBe(503);
      expectDescribed("GET", path, sick);
    }
    await limited.close().catch(() => {});
  });

  test("and no described status is missing", () => {
    const wanted = OPERATIONS.flatMap(({ method, operation }) =>
      codesOf(operation, method)
        .filter((code) => !ELSEWHERE.includes(code))
        .map((code) => `${method} ${operation.action} ${code}`),
    );
    expect([...new Set(wanted)].filter((one) => !seen.has(one))).toEqual([]);
  });
});
