import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { admin, ines } from "@/lib/testing/actors";
import { callApi } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { contextOf } from "@/lib/testing/context-of";
import { SETUP } from "@/lib/testing/fresh-services";
import { type Instance, startInstance } from "@/lib/testing/start-instance";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";
import { rotateToken } from "./rotate-token";
import { setTokenExpiry } from "./set-token-expiry";
import { newToken } from "./token";

let api: ApiServer;
let second: Instance;
beforeAll(async () => {
  api = await startApiServer();
  second = await startInstance(api.databaseUrl);
});
afterAll(async () => {
  await second?.kill();
  await api?.close();
});

const DAY_MS = 24 * 60 * 60 * 1000;

function make(label: string, days?: number) {
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MS);
  const scopes = ["rooms:read", "rooms:write"] as const;
  return createToken(SETUP, { spaceId: api.spaceId, label, scopes, expiresAt });
}

const use = async (token: string, url = api.url) =>
  (await callApi({ url }, { method: "GET", path: "/api/v1/rooms", token })).status;

function rotateSelf(token: string, overlapSeconds: number, key?: string) {
  return callApi(api, {
    method: "POST",
    path: "/api/v1/token/rotate",
    token,
    body: { overlapSeconds },
    headers: key === undefined ? undefined : { "idempotency-key": key },
  });
}

test("both tokens work during the overlap, and the old one ends by itself", async () => {
  const old = await make("kitchen");
  const rotated = await rotateToken(admin, { id: old.id, overlapSeconds: 3600 });
  expect([await use(old.token), await use(rotated.token)]).toEqual([200, 200]);
  const own = await callApi(api, { method: "GET", path: "/api/v1/token", token: rotated.token });
  expect(own.json).toMatchObject({
    id: rotated.id,
    label: "kitchen",
    space: "movies",
    scopes: ["rooms:read", "rooms:write"],
    expiresAt: null,
  });
  await api.services.pool.query("update token set expires_at = now() where id = $1", [old.id]);
  expect([await use(old.token), await use(rotated.token)]).toEqual([401, 200]);
  const listed = (await listTokens(SETUP)).find(({ id }) => id === old.id);
  expect(listed?.replacedByHint).toBe(rotated.token.slice(-4));
});

test("without an overlap, the old token ends when the new one is first used", async () => {
  const old = await make("at once");
  expect(await use(old.token)).toBe(200);
  const rotated = await rotateToken(admin, { id: old.id, overlapSeconds: 0 });
  expect(rotated.previousEndsAtFirstUse).toBe(true);
  const days = (rotated.previousEndsAt.getTime() - Date.now()) / DAY_MS;
  expect([days > 0.99, days <= 1]).toEqual([true, true]);
  expect([await use(old.token), await use(old.token, second.url)]).toEqual([200, 200]);
  expect([await use(rotated.token, second.url), await use(old.token)]).toEqual([200, 401]);
  expect(await use(rotated.token)).toBe(200);
});

test("without an overlap, a token that was never used ends immediately", async () => {
  const old = await make("unused");
  const rotated = await rotateToken(admin, { id: old.id, overlapSeconds: 0 });
  expect(rotated.previousEndsAtFirstUse).toBe(false);
  expect([await use(old.token), await use(rotated.token)]).toEqual([401, 200]);
});

test("the last used token outlives unused successors, and an overlap is not shortened", async () => {
  const used = await make("used");
  expect(await use(used.token)).toBe(200);
  const lost = await rotateToken(admin, { id: used.id, overlapSeconds: 0 });
  const found = await rotateToken(admin, { id: lost.id, overlapSeconds: 0 });
  expect([await use(used.token), await use(lost.token)]).toEqual([200, 401]);
  expect([await use(found.token), await use(used.token)]).toEqual([200, 401]);
  const overlapping = await rotateToken(admin, { id: found.id, overlapSeconds: 3600 });
  expect([await use(overlapping.token), await use(found.token)]).toEqual([200, 200]);
});

test("a token that rotates itself keeps its end; an admin gives it a new one", async () => {
  const own = await make("own", 10);
  const { json } = await rotateSelf(own.token, 60);
  expect(Date.parse(json.expiresAt) - Date.now()).toBeLessThan(10 * DAY_MS);
  expect(Date.parse(json.previousEndsAt) - Date.now()).toBeLessThan(61_000);
  const given = await make("given", 10);
  await api.services.pool.query(
    "update token set created_at = created_at - interval '5 days', expires_at = expires_at - interval '5 days' where id = $1",
    [given.id],
  );
  const rotated = await rotateToken(admin, { id: given.id, overlapSeconds: 60 });
  expect((rotated.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(9 * DAY_MS);
});

test("after a lost reply a rotation can be repeated: an unused successor is replaced, one in use is not", async () => {
  const old = await make("lost");
  const lost = await rotateSelf(old.token, 0);
  const again = await rotateSelf(old.token, 0);
  expect(again.json.expiresAt).toBeNull();
  expect([await use(lost.json.token), await use(again.json.token)]).toEqual([401, 200]);
  expect((await rotateSelf(old.token, 3600)).status).toBe(401);
  const overlapping = await rotateSelf(again.json.token, 3600);
  expect(await use(overlapping.json.token)).toBe(200);
  expect((await rotateSelf(again.json.token, 3600)).json.code).toBe("conflict");
  expect(await use(overlapping.json.token)).toBe(200);
});

test("the token that replaces an unused successor gets its end time, not that of the overlap", async () => {
  const own = await make("own term", 10);
  await rotateSelf(own.token, 60);
  const { json } = await rotateSelf(own.token, 60);
  expect(Math.round((Date.parse(json.expiresAt) - Date.now()) / DAY_MS)).toBe(10);
  const given = await make("given term", 10);
  await rotateToken(admin, { id: given.id, overlapSeconds: 60 });
  const rotated = await rotateToken(admin, { id: given.id, overlapSeconds: 60 });
  expect(Math.round(((rotated.expiresAt?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(10);
});

test("a new token is never kept for a replay", async () => {
  const old = await make("once");
  const first = await rotateSelf(old.token, 3600, "rotate-1");
  expect(first.status).toBe(200);
  const replay = await rotateSelf(old.token, 3600, "rotate-1");
  expect([replay.status, replay.json.code]).toEqual([409, "conflict"]);
  const { rows } = await api.services.pool.query(
    "select to_jsonb(k)::text as row from idempotency_key k",
  );
  expect(rows.some(({ row }) => row.includes(first.json.token))).toBe(false);
});

test("only an admin, the console or the token itself rotates it or changes its end", async () => {
  const token = await make("mine");
  const other = await make("other");
  const as = {
    kind: "token",
    id: other.id,
    chainId: other.id,
    name: "other",
    spaceId: api.spaceId,
    scopes: [],
  } as const;
  const input = { id: token.id, overlapSeconds: 0 };
  await expect(rotateToken(ines, input)).rejects.toMatchObject({ code: "forbidden" });
  await expect(rotateToken(contextOf(as, "rq"), input)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(setTokenExpiry(ines, { id: token.id, days: 3 })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await use(token.token)).toBe(200);
});

test("an end can be set, changed and removed, but an ended token stays ended", async () => {
  const token = await make("ends");
  const { expiresAt } = await setTokenExpiry(admin, { id: token.id, days: 3 });
  expect(Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(3);
  expect((await setTokenExpiry(admin, { id: token.id, days: null })).expiresAt).toBeNull();
  await revokeToken(admin, { id: token.id });
  const ended = { code: "conflict" };
  await expect(setTokenExpiry(admin, { id: token.id, days: 3 })).rejects.toMatchObject(ended);
  const rotation = rotateToken(admin, { id: token.id, overlapSeconds: 0 });
  await expect(rotation).rejects.toMatchObject(ended);
  await expect(setTokenExpiry(admin, { id: "tk_none", days: 3 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a token revoked at one instance is refused by the other at its very next request", async () => {
  const { id, token } = await make("two instances");
  expect([await use(token), await use(token, second.url)]).toEqual([200, 200]);
  await revokeToken(admin, { id });
  expect([await use(token, second.url), await use(token)]).toEqual([401, 401]);
  const back = await make("and back");
  expect(await use(back.token)).toBe(200);
  const rotated = await callApi(second, {
    method: "POST",
    path: "/api/v1/token/rotate",
    token: back.token,
    body: { overlapSeconds: 0 },
  });
  expect([await use(rotated.json.token), await use(back.token)]).toEqual([200, 401]);
});

test("a malformed token is refused without a query", async () => {
  const query = vi.spyOn(api.services.pool, "query");
  const token = newToken();
  const wrong = ["", "rk_", "hello", token.slice(0, -1), `${token.slice(0, -1)}!`, flip(token)];
  for (const one of wrong) expect(await use(one)).toBe(401);
  const asked = query.mock.calls.filter(
    ([given]) => (given as unknown as { name?: string }).name === "verify-tokens",
  );
  query.mockRestore();
  expect(asked).toEqual([]);
});

function flip(token: string): string {
  return token.slice(0, 10) + (token[10] === "a" ? "b" : "a") + token.slice(11);
}
