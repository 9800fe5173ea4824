import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";
import { newToken } from "./token";
import { verifyToken } from "./verify-token";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

function make(label: string, expiresAt?: Date) {
  return createToken(SETUP, { spaceId: fresh.spaceId, label, scopes: ["rooms:read"], expiresAt });
}

test("a token gives access to its space with its scopes; only its hash is stored", async () => {
  const { id, token } = await make("kitchen");
  expect(await verifyToken(getServices(), token)).toEqual({
    kind: "token",
    id,
    chainId: id,
    name: "kitchen",
    spaceId: fresh.spaceId,
    scopes: ["rooms:read"],
  });
  const { rows } = await fresh.services.pool.query("select to_jsonb(t)::text as row from token t");
  expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  expect((await listTokens(SETUP))[0]).toMatchObject({ label: "kitchen", hint: token.slice(-4) });
});

test("a revoked token is refused at the next request, an expired or unknown one too", async () => {
  const live = await make("to revoke");
  await verifyToken(getServices(), live.token);
  await revokeToken(SETUP, { id: live.id });
  await revokeToken(SETUP, { id: live.id });
  await expect(verifyToken(getServices(), live.token)).rejects.toMatchObject({
    code: "unauthorized",
  });
  const old = await make("old", new Date(Date.now() - 1000));
  await expect(verifyToken(getServices(), old.token)).rejects.toMatchObject({
    code: "unauthorized",
  });
  await expect(verifyToken(getServices(), newToken())).rejects.toMatchObject({
    code: "unauthorized",
  });
  const { rows } = await fresh.services.pool.query(
    "select count(*)::int as n from audit_entry where action = 'token.revoke'",
  );
  expect(rows[0].n).toBe(1);
});

test("simultaneous checks share one query, and each gets its own result", async () => {
  const tokens = await Promise.all(["a", "b", "c"].map((label) => make(label)));
  const { pool } = fresh.services;
  const asked: unknown[] = [];
  const query = pool.query;
  pool.query = ((...given: unknown[]) => {
    asked.push(given[0]);
    return (query as (...given: unknown[]) => unknown).apply(pool, given);
  }) as typeof pool.query;
  const unknown = newToken();
  const answers = await Promise.allSettled(
    [...tokens.map(({ token }) => token), unknown].map((token) =>
      verifyToken(getServices(), token),
    ),
  );
  pool.query = query;
  expect(answers.map((answer) => answer.status === "fulfilled" && answer.value.name)).toEqual([
    "a",
    "b",
    "c",
    false,
  ]);
  const checks = asked.filter((q) => (q as { name?: string }).name === "verify-tokens");
  expect(checks).toHaveLength(1);
});

test("only an admin or the console makes tokens", async () => {
  const owner = { kind: "person", id: "1", name: "Ann", role: "owner", banned: false } as const;
  const asked = createToken(contextOf(owner, "rq"), {
    spaceId: fresh.spaceId,
    label: "x",
    scopes: ["rooms:read"],
  });
  await expect(asked).rejects.toMatchObject({ code: "forbidden" });
});
