import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { streamEvents } from "@/lib/events/stream-events";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { admin } from "@/lib/testing/actors";
import { callApi } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { contextOf } from "@/lib/testing/context-of";
import { SETUP } from "@/lib/testing/fresh-services";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { type RevokeExtent, revokeToken } from "./revoke-token";
import { rotateToken } from "./rotate-token";
import { verifyToken } from "./verify-token";

const PER_MINUTE = 30;

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer({ ratePerToken: PER_MINUTE });
});
afterAll(() => api.close());

interface Made {
  id: string;
  token: string;
}

const HOUR = 3600;
const SCOPES = ["rooms:read", "events:read"] as const;

async function make(spaceId = api.spaceId): Promise<Made> {
  return createToken(admin, { spaceId, label: "kitchen", scopes: SCOPES });
}

const rotate = (id: string, overlapSeconds = HOUR, ctx: Context = admin) =>
  rotateToken(ctx, { id, overlapSeconds });

/** Lets a token rotate itself. */
async function rotateSelf({ token }: Made, overlapSeconds = HOUR): Promise<Made> {
  const { status, json } = await callApi(api, {
    method: "POST",
    path: "/api/v1/token/rotate",
    token,
    body: { overlapSeconds },
  });
  expect(status).toBe(200);
  return json;
}

const works = (tokens: Made[]) =>
  Promise.all(
    tokens.map(({ token }) =>
      verifyToken(getServices(), token).then(
        () => true,
        () => false,
      ),
    ),
  );

/** Makes the first, second and third token of a chain; all of them work. */
async function threeInARow(): Promise<[Made, Made, Made]> {
  const first = await make();
  const second = await rotateSelf(first);
  const third = await rotateSelf(second);
  return [first, second, third];
}

test.each<[number, RevokeExtent | undefined, boolean[]]>([
  [0, undefined, [false, false, false]],
  [1, undefined, [false, false, false]],
  [2, undefined, [false, false, false]],
  [0, "later", [false, false, false]],
  [1, "later", [true, false, false]],
  [2, "later", [true, true, false]],
  [0, "alone", [false, true, true]],
  [1, "alone", [true, false, true]],
])("revoking place %i of a chain with extent %s leaves %j", async (place, extent, expected) => {
  const chain = await threeInARow();
  const stranger = await make();
  const id = chain[place]?.id ?? "";
  const { revoked } = await revokeToken(admin, { id, extent });
  expect(await works([...chain, stranger])).toEqual([...expected, true]);
  const gone = chain.filter((_, index) => !expected[index]).map((one) => one.id);
  expect(revoked).toEqual(gone.sort());
  const { rows } = await api.services.pool.query(
    "select detail from audit_entry where action = 'token.revoke' order by id desc limit 1",
  );
  const detail = { tokenId: id, extent: extent ?? "chain", tokens: gone.length };
  expect(rows[0].detail).toEqual({ ...detail, tokenIds: revoked });
  expect((await revokeToken(admin, { id, extent })).revoked).toEqual([]);
});

test("revoking an unused successor also revokes the tokens that were rotated from it", async () => {
  const first = await make();
  const unused = await rotate(first.id);
  const orphan = await rotate(unused.id);
  const next = await rotateSelf(first);
  expect(await works([first, unused, orphan, next])).toEqual([true, false, false, true]);
});

test("if a chain is revoked while it is rotated, none of its tokens works afterwards", async () => {
  for (let round = 0; round < 10; round += 1) {
    const first = await make();
    const [rotated] = await Promise.allSettled([
      rotate(first.id),
      revokeToken(admin, { id: first.id }),
      rotate(first.id),
    ]);
    const chain = (await listTokens(SETUP)).filter(({ chainId }) => chainId === first.id);
    expect(chain.length).toBeGreaterThan(0);
    expect(chain.filter(({ isLive }) => isLive)).toEqual([]);
    if (rotated.status === "fulfilled") expect(await works([rotated.value])).toEqual([false]);
  }
});

test("the list says how many tokens a revocation would end", async () => {
  const chain = await threeInARow();
  const listed = await listTokens(SETUP);
  const counts = chain.map(({ id }) => {
    const token = listed.find((one) => one.id === id);
    return [token?.chainTokens, token?.laterTokens, token?.chainId === chain[0].id];
  });
  expect(counts).toEqual([
    [3, 3, true],
    [3, 2, true],
    [3, 1, true],
  ]);
  await revokeToken(admin, { id: chain[2].id, extent: "alone" });
  const again = (await listTokens(SETUP)).filter(({ chainId }) => chainId === chain[0].id);
  expect(again.map(({ chainTokens, laterTokens }) => [chainTokens, laterTokens])).toEqual([
    [2, 1],
    [2, 2],
    [0, 0],
  ]);
  expect(again.map(({ isLive }) => isLive)).toEqual([true, true, false]);
});

test("rotated tokens count toward the limit of a space, even if many are rotated at once", async () => {
  const spaceId = await api.space("full");
  const chains = await Promise.all(Array.from({ length: 8 }, () => make(spaceId)));
  await api.services.pool.query(
    `insert into token (id, chain_id, space_id, label, hash, hint, scopes)
     select 'tk_' || n, 'tk_' || n, $1, 'filler', decode(md5(n::text), 'hex'), 'xxxx', '{rooms:read}'
     from generate_series(1, $2) n`,
    [spaceId, LIMITS.tokensPerSpaceMax - chains.length - 3],
  );
  const tries = await Promise.allSettled([
    ...chains.map(({ id }) => rotate(id)),
    ...chains.map(() => make(spaceId)),
  ]);
  const codes = tries.map((one) => (one.status === "rejected" ? one.reason.code : "done"));
  expect(codes.filter((code) => code === "done")).toHaveLength(3);
  expect(new Set(codes)).toEqual(new Set(["done", "conflict"]));
  const live = (await listTokens(SETUP, { spaceId })).filter(({ isLive }) => isLive);
  expect(live).toHaveLength(LIMITS.tokensPerSpaceMax);
  // A token that ends immediately does not count, and so its successor can be made. Ended tokens never count.
  const unused = live.find(({ label, laterTokens }) => label === "kitchen" && laterTokens === 1);
  await rotate(unused?.id ?? "", 0);
  await revokeToken(admin, { id: live.find(({ label }) => label === "filler")?.id ?? "" });
  await make(spaceId);
});

test("a chain has a limit of rotations", async () => {
  const first = await make();
  for (let n = 0; n < LIMITS.tokenRotationsPerHourMax; n += 1) await rotate(first.id);
  const refusal = await rotate(first.id).catch((error) => error);
  expect(refusal.code).toBe("too_many_requests");
  expect(refusal.details.retryAfterSeconds).toBeGreaterThan(3_500);
  await api.services.pool.query(
    "update token set created_at = created_at - interval '61 minutes' where chain_id = $1",
    [first.id],
  );
  await rotate(first.id);
});

test("all tokens of a chain share one rate limit", async () => {
  const chain = await threeInARow();
  const stranger = await make();
  const ask = (token: string) =>
    callApi(api, { method: "GET", path: "/api/v1/rooms?limit=1", token });
  const statuses: number[] = [];
  for (let n = 0; n < PER_MINUTE * 2.5; n += 1) {
    statuses.push((await ask(chain[n % 3]?.token ?? "")).status);
  }
  // Each token sends 25 requests, which three limits would allow; one limit does not, even if a minute ends meanwhile.
  expect(statuses).toContain(429);
  expect((await ask(stranger.token)).status).toBe(200);
});

test("a chain shares one limit of event streams", async () => {
  const first = await make();
  const second = await rotate(first.id);
  const actors = await Promise.all(
    [first, second].map(({ token }) => verifyToken(getServices(), token)),
  );
  const stop = new AbortController();
  const listen = async (n: number) => {
    const ctx: Context = contextOf(actors[n % 2] ?? { kind: "nobody" }, "rq");
    const input = { signal: stop.signal, checkToken: async () => {} };
    const stream = await streamEvents(ctx, input);
    await stream.next();
    return stream;
  };
  const streams = [];
  for (let n = 0; n < LIMITS.streamsPerTokenMax; n += 100) {
    streams.push(
      ...(await Promise.all(Array.from({ length: 100 }, (_, more) => listen(n + more)))),
    );
  }
  for (const n of [0, 1]) {
    await expect(listen(n)).rejects.toMatchObject({ code: "too_many_requests" });
  }
  await streams.pop()?.return();
  streams.push(await listen(1));
  stop.abort();
  for (const stream of streams) await stream.return();
});

test("a token that rotates itself keeps its maker, and a token that an admin rotates gets that admin as its maker", async () => {
  const first = await make();
  const own = await rotateSelf(first);
  const other: Context = {
    ...admin,
    actor: { kind: "person", id: "2", name: "mara", role: "admin", banned: false },
  };
  const given = await rotate(own.id, HOUR, other);
  const { rows } = await api.services.pool.query(
    "select created_by, created_by_id from token where id = any ($1) order by created_at",
    [[first.id, own.id, given.id]],
  );
  expect(rows).toEqual([
    { created_by: "tomasz", created_by_id: "1" },
    { created_by: "tomasz", created_by_id: "1" },
    { created_by: "mara", created_by_id: "2" },
  ]);
});
