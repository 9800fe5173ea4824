import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "@/lib/runtime/context";
import { useEnv } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { createToken } from "@/lib/tokens/create-token";
import { listTokens } from "@/lib/tokens/list-tokens";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { verifyToken } from "@/lib/tokens/verify-token";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { listWebhooks } from "@/lib/webhooks/list-webhooks";
import { banPerson } from "./ban-person";
import { eraseAccount } from "./erase-account";
import { listCreations } from "./list-creations";
import type { CreationsChoice } from "./revoke-or-keep-creations";
import { setRole } from "./set-role";

const admin = person("1", "tomasz");
const mara = person("2", "mara");

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  useTestEnv();
  fresh = await freshServices();
});
afterAll(async () => {
  useEnv(undefined);
  await fresh.close();
});
beforeEach(async () => {
  await pool().query("truncate token, webhook, audit_entry cascade");
  await signInAs("1", { name: "tomasz", role: "admin" });
  await signInAs("2", { name: "mara", role: "admin" });
});

const pool = () => fresh.services.pool;

function person(id: string, name: string): Context {
  return contextOf({ kind: "person", id, name, role: "admin", banned: false }, "rq");
}

const token = (ctx: Context, label: string) =>
  createToken(ctx, { spaceId: fresh.spaceId, label, scopes: ["rooms:read"] });

const webhook = (ctx: Context, url: string) =>
  createWebhook(
    ctx,
    { spaceId: fresh.spaceId, url, eventTypes: [], allowPrivate: false },
    async () => [{ address: "8.8.8.8", family: 4 }],
  );

/** Makes Mara's token, its successors by itself and by another admin, a webhook of hers, and a token and a webhook of another admin. */
async function makeThings() {
  const first = await token(mara, "hers");
  const actor = await verifyToken(getServices(), first.token);
  const own = await rotateToken(contextOf(actor, "rq"), { id: first.id, overlapSeconds: 60 });
  const given = await rotateToken(admin, { id: own.id, overlapSeconds: 60 });
  const his = await token(admin, "his");
  await webhook(mara, "https://hers.example.org/secret-path");
  await webhook(admin, "https://his.example.org/");
  return { hers: [first, own], others: [given, his] };
}

/** The ids of the tokens and the hosts of the webhooks that work. */
async function working(): Promise<string[]> {
  const tokens = (await listTokens(SETUP)).filter(({ isLive }) => isLive).map(({ id }) => id);
  const webhooks = (await listWebhooks(SETUP)).filter(({ disabledAt }) => disabledAt === null);
  return [...tokens, ...webhooks.map(({ url }) => new URL(url).host)].sort();
}

async function audited(): Promise<string[]> {
  const { rows } = await pool().query(
    `select action || ' ' || subject || ' ' || coalesce(detail->>'because', detail->>'made', '-') as line
     from audit_entry where outcome = 'done' and action in ('token.revoke', 'webhook.disable', 'person.ban', 'person.role')
     order by id`,
  );
  return rows.map(({ line }) => line);
}

const WAYS = [
  [
    "a ban",
    "ban",
    (made?: CreationsChoice) => banPerson(admin, { id: "2", reason: "Left the club", made }),
  ],
  [
    "a demotion",
    "demotion",
    (made?: CreationsChoice) => setRole(admin, { id: "2", role: "owner", made }),
  ],
] as const;

test.each(WAYS)(
  "%s asks what happens to tokens and webhooks, and changes nothing before the choice",
  async (_, __, end) => {
    await makeThings();
    const before = await working();
    const refusal = await end().catch((error) => error);
    expect(refusal.code).toBe("conflict");
    expect(refusal.message).toBe(
      "This account made 2 tokens and 1 webhook. Choose whether to keep or to revoke them.",
    );
    expect(await working()).toEqual(before);
    const { rows } = await pool().query("select role, banned_at from person where id = '2'");
    expect(rows).toEqual([{ role: "admin", banned_at: null }]);
  },
);

test.each(WAYS)(
  "%s revokes tokens and turns webhooks off, keeps those of others, and writes it to the log",
  async (_, because, end) => {
    const { hers, others } = await makeThings();
    const { settled } = await end("revoke");
    expect(settled).toEqual({ made: "revoke", tokens: 2, webhooks: 1 });
    expect(await working()).toEqual([...others.map(({ id }) => id), "his.example.org"].sort());
    for (const { token } of hers) {
      await expect(verifyToken(getServices(), token)).rejects.toMatchObject({
        code: "unauthorized",
      });
    }
    const act = because === "ban" ? "person.ban" : "person.role";
    expect(await audited()).toEqual([
      `token.revoke hers ${because}`,
      `token.revoke hers ${because}`,
      `webhook.disable hers.example.org ${because}`,
      `${act} mara revoke`,
    ]);
  },
);

test.each(WAYS)(
  "%s keeps them if that is chosen, and writes it to the log",
  async (_, because, end) => {
    await makeThings();
    const before = await working();
    expect((await end("keep")).settled).toEqual({ made: "keep", tokens: 2, webhooks: 1 });
    expect(await working()).toEqual(before);
    expect(await audited()).toEqual([
      `${because === "ban" ? "person.ban" : "person.role"} mara keep`,
    ]);
  },
);

test.each(WAYS)(
  "%s asks nothing if no token or webhook of the person still works",
  async (_, __, end) => {
    await makeThings();
    await end("revoke");
    await signInAs("2", { role: "admin" });
    await pool().query("update person set banned_at = null where id = '2'");
    expect((await end()).settled).toEqual({ tokens: 0, webhooks: 0 });
  },
);

test("a ban that fails does not change tokens and webhooks", async () => {
  await makeThings();
  const before = await working();
  await pool().query("update person set role = 'owner' where id = '1'");
  const only = banPerson(admin, { id: "2", reason: "x", made: "revoke" });
  await expect(only).rejects.toMatchObject({ code: "conflict" });
  expect(await working()).toEqual(before);
});

test("only an admin sees the names of what each account made", async () => {
  await makeThings();
  const made = await listCreations(admin, { personIds: ["1", "2", "3"] });
  expect(made.get("2")?.tokens.map(({ label }) => label)).toEqual(["hers", "hers"]);
  expect(made.get("2")?.webhooks.map(({ host }) => host)).toEqual(["hers.example.org"]);
  expect(made.get("1")?.tokens.map(({ label }) => label)).toEqual(["hers", "his"]);
  expect(made.has("3")).toBe(false);
  const owner = { ...admin, actor: { ...admin.actor, role: "owner" } } as Context;
  await expect(listCreations(owner, { personIds: ["2"] })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("after an account is erased, nothing that it made has its name", async () => {
  await makeThings();
  await eraseAccount(mara);
  const { rows } = await pool().query(
    `select created_by, created_by_id from token union all select created_by, created_by_id from webhook`,
  );
  expect(rows).toHaveLength(6);
  expect(JSON.stringify(rows)).not.toMatch(/mara|"2"/);
});
