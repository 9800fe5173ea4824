import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { startReceiver } from "@/lib/testing/webhook-receiver";
import { createWebhook } from "./create-webhook";
import { disableWebhook } from "./disable-webhook";
import { sendTestWebhook } from "./send-test-webhook";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let hook: { id: string; secret: string };
let deliveryId: string;

beforeAll(async () => {
  useTestEnv({ WEBHOOKS_ALLOW_PRIVATE: "loopback" });
  fresh = await freshServices();
  receiver = await startReceiver((_, response) => void response.end());
});
afterAll(async () => {
  await receiver.close();
  await fresh.close();
});
beforeEach(async () => {
  await fresh.services.pool.query("truncate webhook, audit_entry cascade; delete from person");
  hook = await createWebhook(SETUP, {
    ...{ spaceId: fresh.spaceId, url: receiver.url, eventTypes: [], allowPrivate: true },
  });
  await sendTestWebhook(SETUP, { id: hook.id });
  const { rows } = await fresh.services.pool.query("select id from webhook_delivery");
  deliveryId = rows[0]?.id;
});

/** Every write of webhooks: its route, its fields, and the action of its audit row. */
const ROUTES: [string, () => Record<string, string>, string | null][] = [
  ["webhooks", form, "webhook.create"],
  ["webhooks/[id]", form, "webhook.change"],
  ["webhooks/[id]/rotate", () => ({}), "webhook.rotate"],
  ["webhooks/[id]/enable", () => ({ from: "missed" }), "webhook.enable"],
  ["webhooks/[id]/disable", () => ({}), "webhook.disable"],
  ["webhooks/[id]/delete", () => ({}), "webhook.delete"],
  ["webhooks/[id]/test", () => ({}), "webhook.test"],
  ["webhooks/[id]/replay", () => ({ deliveryId }), "webhook.replay"],
  ["webhooks/[id]/replay-since", () => ({ since: "2026-01-01T00:00" }), "webhook.replay"],
  ["webhooks/shown", () => ({}), null],
];

function form(): Record<string, string> {
  const url = `${receiver.url}?token=canary`;
  return { spaceId: fresh.spaceId, url, eventTypes: "room.deleted", allowPrivate: "on" };
}

async function call(
  route: string,
  cookie: string | null,
  fields: Record<string, string>,
  id = hook.id,
): Promise<Response> {
  const file = path.resolve("app/api/dashboard", route, "route.ts");
  const { POST } = await import(/* @vite-ignore */ file);
  const headers: Record<string, string> = { origin: TEST_ORIGIN, accept: "application/json" };
  if (cookie) headers.cookie = cookie;
  const address = `${TEST_ORIGIN}/api/dashboard/${route}`;
  const request = new Request(address, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  return POST(request, { params: Promise.resolve({ id }) });
}

async function everything(): Promise<string> {
  const { rows } = await fresh.services.pool.query(
    `select t::text as line from webhook t union all select t::text from webhook_delivery t
     union all select action from audit_entry where outcome = 'done' order by 1`,
  );
  return JSON.stringify(rows);
}

describe.each(ROUTES)("%s", (route, fields, action) => {
  it.each([
    ["nobody", null, 401],
    ["an owner", { name: "Sven" }, 403],
    ["a banned owner", { name: "Sven", banReason: "x" }, 403],
    ["a banned admin", { name: "Sven", role: "admin", banReason: "x" }, 403],
  ] as const)("refuses %s, changes nothing and reveals nothing", async (_who, person, refused) => {
    const cookie = person ? (await signInAs("50", person)).cookie : null;
    const before = await everything();
    const sent = receiver.received.length;
    const reply = await call(route, cookie, fields());
    // Putting away what this browser was shown is everybody's own business.
    const isOwn = action === null && person && !("banReason" in person);
    expect(reply.status).toBe(isOwn ? 200 : refused);
    expect(await everything()).toBe(before);
    expect(receiver.received).toHaveLength(sent);
    expect(await reply.text()).not.toContain("whsec_");
  });

  it("serves an admin, with its line in the log, and says when there is none", async () => {
    const { cookie } = await signInAs("51", { role: "admin" });
    if (route.endsWith("enable")) await disableWebhook(SETUP, { id: hook.id });
    const reply = await call(route, cookie, fields());
    expect(reply.status).toBe(200);
    const text = await reply.text();
    const isShown = ["webhooks", "webhooks/[id]/rotate"].includes(route);
    expect(text.includes("whsec_")).toBe(isShown);
    expect(text).not.toContain(hook.secret);
    const { rows } = await fresh.services.pool.query(
      "select action, subject, detail::text as detail from audit_entry where actor_id = '51'",
    );
    if (action) expect(rows).toMatchObject([{ action, subject: new URL(receiver.url).host }]);
    expect(JSON.stringify(rows)).not.toContain("canary");
    if (!route.includes("[id]")) return;
    expect((await call(route, cookie, fields(), "wh_none")).status).toBe(404);
  });
});

it("the table has every route of webhooks", () => {
  const found = readdirSync("app/api/dashboard/webhooks", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => path.join("webhooks", path.dirname(file)).replace(/\/$/, ""));
  expect(found.sort()).toEqual(ROUTES.map(([route]) => route).sort());
});

it.each([
  ["no address", { url: "" }, 400],
  ["a tricky address", { url: "http://2130706433/" }, 422],
  ["this machine without the tick", { allowPrivate: "" }, 422],
  ["an unknown kind of event", { eventTypes: "room.painted" }, 400],
  ["another space", { spaceId: "sp_none" }, 409],
])("a webhook with %s is refused", async (_, wrong, status) => {
  const { cookie } = await signInAs("51", { role: "admin" });
  const fields = Object.fromEntries(
    Object.entries({ ...form(), ...wrong }).filter(([, value]) => value !== ""),
  );
  expect((await call("webhooks", cookie, fields)).status).toBe(status);
});

it.each(["yesterday", "2026-13-01T00:00", "2026-02-01", ""])(
  "“%s” is no time to send again since",
  async (since) => {
    const { cookie } = await signInAs("51", { role: "admin" });
    expect((await call("webhooks/[id]/replay-since", cookie, { since })).status).toBe(400);
  },
);
