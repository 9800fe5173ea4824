import { fork } from "node:child_process";
import { once } from "node:events";
import type http from "node:http";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createGate } from "@/lib/core/gate";
import { LIMITS } from "@/lib/core/limits";
import { eventOf, type RoomEvent } from "@/lib/event-feed/event";
import { readAllEvents } from "@/lib/event-feed/read-events";
import { pruneEvents } from "@/lib/events/prune-events";
import { useEnv } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { pruneRows } from "@/lib/sweeper/prune-rows";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { type Answer, type Received, startReceiver } from "@/lib/testing/webhook-receiver";
import { changeWebhook } from "./change-webhook";
import { claimDeliveries } from "./claim-deliveries";
import { countReplay } from "./count-replay";
import { createWebhook } from "./create-webhook";
import { deleteWebhook } from "./delete-webhook";
import { disableWebhook } from "./disable-webhook";
import { enableWebhook } from "./enable-webhook";
import { getWebhook } from "./get-webhook";
import { listDeliveries } from "./list-deliveries";
import { makeDeliveries } from "./make-deliveries";
import { replayDelivery } from "./replay-delivery";
import { replaySince } from "./replay-since";
import { reportWebhooks } from "./report-webhooks";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { sendTestWebhook } from "./send-test-webhook";
import { startWebhooks, type Webhooks, type WebhooksOptions } from "./start-webhooks";
import type { WebhookMessage } from "./webhook";

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
let state = SEED;
/** A small generator (mulberry32), so that a printed seed repeats a run. */
function chance(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** An attempt without a reply does not end within a test, so a caller that waits for it is noticed. */
const PATIENT: WebhooksOptions = { timeoutMs: 3_600_000, claimMs: 7_200_000 };
/** Waiting times are shortened: a day takes about a second. */
const QUICK: WebhooksOptions = { waitScale: 1 / 100_000, timeoutMs: 300, lookMs: 20 };

let fresh: Awaited<ReturnType<typeof freshServices>>;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  useTestEnv({ WEBHOOKS_ALLOW_PRIVATE: "loopback" });
  fresh = await freshServices();
});
afterAll(async () => {
  useEnv(undefined);
  await fresh.close();
});
beforeEach(async () => {
  await pool().query("truncate webhook, room, event, event_outbox, audit_entry, job_run cascade");
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const pool = () => fresh.services.pool;

async function receiver(answer: Answer = (_, response) => void response.end("ok")) {
  const started = await startReceiver(answer);
  closing.push(started.close);
  return started;
}

function begin(options: WebhooksOptions = {}): Webhooks {
  const webhooks = startWebhooks(getServices(), { ...QUICK, ...options });
  closing.push(webhooks.stop);
  return webhooks;
}

function hook(url: string, eventTypes: RoomEvent["type"][] = []) {
  return createWebhook(SETUP, { spaceId: fresh.spaceId, url, eventTypes, allowPrivate: true });
}

async function rooms(count: number, prefix = "room"): Promise<string[]> {
  const pass = createGate(8);
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      pass(() => openRoom(pool(), { spaceId: fresh.spaceId, name: `${prefix} ${n} “ü”` })),
    ),
  );
}

async function count(condition: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from webhook_delivery where ${condition}`,
  );
  return rows[0]?.n ?? -1;
}

const settled = async () => (await count("state = 'pending'")) === 0;

/** The events that a receiver has got, if it verifies signatures and ignores repeated ids. */
function learned(received: Received[], secret: string): RoomEvent[] {
  const known = new Map<string, WebhookMessage>();
  for (const { headers, body } of received) {
    const message = new Webhook(secret).verify(body, headers) as WebhookMessage;
    known.set(headers["webhook-id"] ?? "", message);
  }
  return [...known.values()].map(({ data }) => data as RoomEvent);
}

async function everyEvent(): Promise<RoomEvent[]> {
  return (await readAllEvents(pool(), { after: "0", limit: 10_000 })).map(eventOf);
}

const byId = (a: RoomEvent, b: RoomEvent) => Number(a.id) - Number(b.id);

test(`half of the attempts fail, and every event arrives, and repeated ids are ignored (SEED=${SEED})`, async () => {
  const { url, received } = await receiver((request, response) => {
    const dice = chance();
    if (dice < 0.2) response.writeHead(500).end("not now");
    else if (dice < 0.3) return;
    else if (dice < 0.4) request.socket.destroy();
    // The receiver has the message, but this instance does not learn it.
    else if (dice < 0.5) request.socket.end("HTTP/1.1 2");
    else response.writeHead(204).end();
  });
  const { secret } = await hook(url);
  begin();
  const ids = await rooms(200);
  await pool().query("update room set locked_at = now(), lock_reason = 'x' where id = any ($1)", [
    ids.slice(0, 100),
  ]);
  await expect.poll(async () => (await everyEvent()).length).toBe(300);
  await expect.poll(() => count("state <> 'pending'")).toBe(300);
  const failed = await count("state = 'failed'");
  // All eight attempts fail with a probability of 0.5^8, so about one of 256 messages; an admin sends it again.
  expect(failed).toBeLessThan(12);
  for (let round = 0; round < 20 && (await count("state = 'failed'")) > 0; round += 1) {
    const { rows } = await pool().query<{ id: string; webhook_id: string }>(
      "select id, webhook_id from webhook_delivery where state = 'failed'",
    );
    for (const { id, webhook_id } of rows) {
      await replayDelivery(SETUP, { id: webhook_id, deliveryId: id });
    }
    await expect.poll(settled).toBe(true);
  }
  const events = await everyEvent();
  expect(await count("state = 'delivered'")).toBe(300);
  expect(received.length).toBeGreaterThan(300);
  expect(learned(received, secret).sort(byId)).toEqual(events.sort(byId));
});

test("a message follows the standard, and its data is the event", async () => {
  const { url, received } = await receiver();
  const { id, secret } = await hook(url, ["room.created"]);
  await rooms(1);
  await pool().query("update room set locked_at = now(), lock_reason = 'Noise'");
  begin();
  await expect.poll(() => received.length).toBe(1);
  const [{ headers, body } = { headers: {}, body: "" }] = received;
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Roomkeeper-Webhooks/1",
    "webhook-id": expect.stringMatching(/^msg_[0-9a-f]{32}$/),
    "webhook-timestamp": expect.stringMatching(/^\d{10}$/),
    "webhook-signature": expect.stringMatching(/^v1,[\w+/]{43}=$/),
  });
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  const [event] = await everyEvent();
  expect(body).toBe(JSON.stringify({ type: "room.created", timestamp: event?.at, data: event }));
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  await expect.poll(settled).toBe(true);
  expect(await everyEvent()).toHaveLength(2);
  const page = await listDeliveries(SETUP, { id });
  expect(page.items).toMatchObject([
    {
      type: "room.created",
      roomName: "room 0 “ü”",
      state: "delivered",
      attempts: 1,
      nextAttemptAt: null,
      log: [{ status: 200, error: null, response: "ok" }],
    },
  ]);
});

test("earlier events and events of other spaces and types are not sent", async () => {
  await rooms(2, "before");
  const { url, received } = await receiver();
  await pool().query("select sequence_events(100, false)");
  await hook(url, ["room.locked", "room.deleted"]);
  await pool().query(
    "insert into space (id, name) values ('sp_other', 'other') on conflict do nothing",
  );
  await openRoom(pool(), { spaceId: "sp_other", name: "elsewhere" });
  await rooms(2, "after");
  await pool().query(
    "update room set locked_at = now(), lock_reason = 'x' where name = 'after 1 “ü”'",
  );
  begin();
  await expect.poll(() => received.length).toBe(1);
  expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
    type: "room.locked",
    data: { room: { name: "after 1 “ü”" } },
  });
  await expect.poll(settled).toBe(true);
  expect(await count("true")).toBe(1);
});

test("two running instances do not deliver anything twice", async () => {
  const { url, received } = await receiver(
    (_, response) => void setTimeout(() => response.end(), 5),
  );
  const { secret } = await hook(url);
  for (let n = 0; n < 3; n += 1) begin(PATIENT);
  await rooms(150);
  await expect.poll(() => count("state = 'delivered'")).toBe(150);
  expect(received).toHaveLength(150);
  expect(learned(received, secret)).toHaveLength(150);
});

test("instances that are killed during a delivery lose nothing", async () => {
  const { url, received } = await receiver((_, response) => {
    setTimeout(() => response.end(), 10 + chance() * 30);
  });
  const { secret } = await hook(url);
  await rooms(200);
  const options = { ...QUICK, claimMs: 400 };
  for (let kill = 0; kill < 3; kill += 1) {
    const child = fork(path.join(import.meta.dirname, "../testing/webhooks-main.ts"), {
      execArgv: ["--import", "tsx"],
      env: {
        ...process.env,
        ROOMKEEPER_SECRET: TEST_SECRET,
        DATABASE_URL: fresh.url,
        WEBHOOKS_ALLOW_PRIVATE: "loopback",
        WEBHOOKS_OPTIONS: JSON.stringify(options),
      },
    });
    const before = received.length;
    await expect.poll(() => received.length, { interval: 2 }).toBeGreaterThan(before + 15);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await count("state = 'pending'")).toBeGreaterThan(0);
  }
  expect(await count("claimed_until > now() - interval '1 minute'")).toBeGreaterThan(0);
  begin({ claimMs: 400 });
  await expect.poll(() => count("state = 'delivered'")).toBe(200);
  expect(learned(received, secret).sort(byId)).toEqual((await everyEvent()).sort(byId));
});

test("a failed message is tried eight times over a day, then given up, and can be sent again with its id", async () => {
  let status = 500;
  const { url, received } = await receiver(
    (_, response) => void response.writeHead(status).end("no"),
  );
  const { id } = await hook(url);
  begin();
  await rooms(1);
  await expect.poll(() => count("state = 'failed'")).toBe(1);
  expect(received).toHaveLength(8);
  expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const [line] = (await listDeliveries(SETUP, { id, state: "failed" })).items;
  expect(line?.log).toHaveLength(8);
  expect(line?.log[0]).toMatchObject({ status: 500, error: "It answered 500.", response: "no" });
  expect((await getWebhook(SETUP, { id })).failingSince).not.toBeNull();
  expect((await getWebhook(SETUP, { id })).disabledAt).toBeNull();
  status = 200;
  await replayDelivery(SETUP, { id, deliveryId: line?.id ?? "" });
  await expect.poll(() => count("state = 'delivered'")).toBe(1);
  expect(received.at(-1)?.headers["webhook-id"]).toBe(line?.id);
  expect(await getWebhook(SETUP, { id })).toMatchObject({ failingSince: null, waiting: 0 });
});

test("waiting times are those of the table, and longer only if the receiver asks for it", async () => {
  const headers = { "retry-after": "7200" };
  const { url, received } = await receiver(
    (_, response) => void response.writeHead(503, headers).end(),
  );
  await hook(url);
  begin({ waitScale: 1 });
  await rooms(1);
  await expect.poll(() => received.length).toBe(1);
  const wait = async () => {
    const { rows } = await pool().query(
      "select extract(epoch from next_attempt_at - now())::float8 as s from webhook_delivery where claim is null",
    );
    return rows[0]?.s;
  };
  await expect.poll(wait).toBeGreaterThan(7_190);
  expect(await wait()).toBeLessThan(7_201);
});

test("a webhook that replies 410, or receives nothing for days, is turned off; an admin can turn it on again", async () => {
  let status = 410;
  const { url, received } = await receiver((_, response) => void response.writeHead(status).end());
  const { id, secret } = await hook(url);
  begin();
  await rooms(1, "gone");
  await expect.poll(async () => (await getWebhook(SETUP, { id })).disabledReason).toBe("gone");
  expect(received).toHaveLength(1);
  const { rows } = await pool().query(
    "select actor_kind, actor_name, subject, detail from audit_entry where action = 'webhook.disable'",
  );
  expect(rows).toMatchObject([
    {
      actor_kind: "system",
      actor_name: "Webhooks",
      subject: new URL(url).host,
      detail: { because: "gone" },
    },
  ]);
  await rooms(2, "while off");
  await expect.poll(async () => (await everyEvent()).length).toBe(3);
  await expect(replaySince(SETUP, { id, since: new Date(0) })).rejects.toMatchObject({
    code: "conflict",
  });
  status = 200;
  await enableWebhook(SETUP, { id, from: "missed" });
  await expect.poll(() => count("state = 'delivered'")).toBe(3);
  expect(learned(received, secret)).toHaveLength(3);

  status = 500;
  await rooms(1, "bad");
  await expect.poll(() => count("state = 'failed'")).toBe(1);
  expect((await getWebhook(SETUP, { id })).disabledAt).toBeNull();
  await pool().query("update webhook set failing_since = now() - interval '3 days 1 minute'");
  await rooms(1, "worse");
  await expect.poll(async () => (await getWebhook(SETUP, { id })).disabledReason).toBe("failing");
  await rooms(1, "never told");
  status = 200;
  await expect.poll(async () => (await everyEvent()).length).toBe(6);
  await enableWebhook(SETUP, { id, from: "now" });
  await rooms(1, "from now");
  await expect.poll(() => count("state = 'delivered'")).toBe(4);
  await expect.poll(settled).toBe(true);
  expect(await count("true")).toBe(6);
  expect(JSON.parse(received.at(-1)?.body ?? "").data.room.name).toBe("from now 0 “ü”");
});

test("a webhook that is turned off sends nothing more, and continues where it stopped when it is turned on", async () => {
  const { url, received } = await receiver((_, response) => void response.writeHead(500).end());
  const { id } = await hook(url);
  begin({ waitScale: 1 / 1_000 });
  await rooms(5);
  await expect.poll(() => count("true")).toBe(5);
  await expect.poll(() => received.length).toBeGreaterThan(4);
  await disableWebhook(SETUP, { id });
  await new Promise((resolve) => setTimeout(resolve, 400));
  const then = received.length;
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(received).toHaveLength(then);
  expect(await count("state = 'pending'")).toBe(5);
  await deleteWebhook(SETUP, { id });
  expect(await count("true")).toBe(0);
});

test("a replay since a time is counted first, and also sends events that were never sent", async () => {
  const { url, received } = await receiver();
  const { id, secret } = await hook(url);
  const running = begin();
  await rooms(5, "told");
  await expect.poll(() => count("state = 'delivered'")).toBe(5);
  await disableWebhook(SETUP, { id });
  await rooms(3, "while off");
  await expect.poll(async () => (await everyEvent()).length).toBe(8);
  await enableWebhook(SETUP, { id, from: "now" });
  await running.stop();
  const first = new Set(received.map(({ headers }) => headers["webhook-id"]));
  expect(await countReplay(SETUP, { id, since: new Date(0) })).toEqual({
    messages: 8,
    isTooMany: false,
  });
  const late = new Date(Date.now() + 60_000);
  expect(await countReplay(SETUP, { id, since: late })).toEqual({ messages: 0, isTooMany: false });
  expect(await replaySince(SETUP, { id, since: new Date(0) })).toEqual({ messages: 8 });
  begin();
  await expect.poll(() => received.length).toBe(13);
  expect(learned(received, secret)).toHaveLength(8);
  const again = received.slice(5).map(({ headers }) => headers["webhook-id"] ?? "");
  expect(again.filter((message) => first.has(message))).toHaveLength(5);
});

test("purged rooms and pruned events do not affect waiting deliveries", async () => {
  let status = 500;
  const { url, received } = await receiver((_, response) => void response.writeHead(status).end());
  const { id, secret } = await hook(url);
  const other = await hook(`${url}/off`);
  await disableWebhook(SETUP, { id: other.id });
  await rooms(3);
  const running = begin({ waitScale: 1 / 1_000 });
  await expect.poll(() => received.length).toBeGreaterThan(2);
  await running.stop();
  await pool().query("delete from room");
  await pool().query("select sequence_events(100, false)");
  await pool().query("update event set at = now() - interval '30 days'");
  const client = await pool().connect();
  // The three purges have no delivery yet, so they stay until they have one. The three events with a delivery are pruned.
  expect(await pruneEvents(client)).toBe(3);
  expect(await makeDeliveries(client, ["match"])).toBe(3);
  expect(await pruneEvents(client)).toBe(3);
  await pool().query("update webhook_delivery set at = now() - interval '30 days'");
  expect(await pruneRows(client)).not.toHaveProperty("webhook_delivery");
  client.release();
  status = 200;
  begin();
  await expect.poll(() => count("state = 'delivered'")).toBe(6);
  const types = learned(received, secret)
    .map(({ type }) => type)
    .sort();
  expect(types).toEqual([...Array(3).fill("room.created"), ...Array(3).fill("room.purged")]);
  expect((await getWebhook(SETUP, { id })).waiting).toBe(0);
  const sweeping = await pool().connect();
  expect(await pruneRows(sweeping)).toMatchObject({ webhook_delivery: 6 });
  sweeping.release();
});

test("both secrets sign during a rotation, and only the new one afterwards", async () => {
  const { url, received } = await receiver();
  const { id, secret: old } = await hook(url);
  const { secret } = await rotateWebhookSecret(SETUP, { id });
  expect(secret).not.toBe(old);
  begin();
  await rooms(1, "both");
  await expect.poll(() => received.length).toBe(1);
  expect(learned(received, old)).toHaveLength(1);
  expect(learned(received, secret)).toHaveLength(1);
  await pool().query("update webhook set previous_secret_until = now() - interval '1 second'");
  await rooms(1, "new");
  await expect.poll(() => received.length).toBe(2);
  expect(learned(received.slice(1), secret)).toHaveLength(1);
  expect(() => learned(received.slice(1), old)).toThrow();
  await reportWebhooks(getServices());
  const { rows } = await pool().query("select previous_secret_sealed from webhook");
  expect(rows).toEqual([{ previous_secret_sealed: null }]);
});

test("a test is sent once and immediately, also while the webhook is off, and does not change its state", async () => {
  let status = 500;
  const { url, received } = await receiver(
    (_, response) => void response.writeHead(status).end("hm"),
  );
  const { id, secret } = await hook(url);
  await disableWebhook(SETUP, { id });
  expect(await sendTestWebhook(SETUP, { id })).toMatchObject({ status: 500, response: "hm" });
  status = 200;
  expect(await sendTestWebhook(SETUP, { id })).toMatchObject({ status: 200, error: null });
  const [{ headers, body } = { headers: {}, body: "" }] = received;
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({
    type: "webhook.test",
    data: { webhookId: id, sentBy: "test" },
  });
  expect(await count("state = 'failed'")).toBe(1);
  expect(await count("state = 'delivered'")).toBe(1);
  expect((await getWebhook(SETUP, { id })).failingSince).toBeNull();
});

test("no row contains a secret, and the line of the job has the result", async () => {
  const { url } = await receiver();
  const { id, secret } = await hook(url);
  const rotated = await rotateWebhookSecret(SETUP, { id });
  begin();
  await rooms(2);
  await expect.poll(() => count("state = 'delivered'")).toBe(2);
  await reportWebhooks(getServices(), ["Something was wrong."]);
  const { rows: runs } = await pool().query(
    "select outcome, detail from job_run where job = 'webhooks' order by id desc limit 1",
  );
  expect(runs).toMatchObject([
    {
      outcome: "failed",
      detail: { delivered: 2, retried: 0, waiting: 0, problems: ["Something was wrong."] },
    },
  ]);
  for (const table of [
    "webhook",
    "webhook_delivery",
    "webhook_attempt",
    "audit_entry",
    "job_run",
  ]) {
    const { rows } = await pool().query<{ line: string }>(`select t::text as line from ${table} t`);
    const text = rows.map(({ line }) => line).join("\n");
    expect(text.length, table).toBeGreaterThan(10);
    for (const clear of [secret, rotated.secret]) {
      expect(text, table).not.toContain(clear.slice("whsec_".length));
    }
  }
});

test("a receiver that does not reply does not delay others", async () => {
  const dead = await receiver(() => {});
  const alive = await receiver();
  await hook(dead.url);
  await rooms(60, "first");
  begin(PATIENT);
  await expect.poll(() => dead.received.length).toBeGreaterThan(3);
  await hook(alive.url);
  await rooms(20, "second");
  await expect.poll(() => alive.received.length).toBe(20);
  expect(dead.received.length).toBeLessThanOrEqual(8);
});

/** A receiver that keeps every request open until the test answers it. */
async function patientReceiver() {
  const open: http.ServerResponse[] = [];
  const started = await receiver((_, response) => void open.push(response));
  return { ...started, open };
}

const attemptsLogged = async () => {
  const { rows } = await pool().query("select count(*)::int as n from webhook_attempt");
  return rows[0]?.n;
};

test("twenty dead receivers leave half of the places to a working one", async () => {
  const dead = await patientReceiver();
  const alive = await receiver();
  for (let n = 0; n < 20; n += 1) await hook(`${dead.url}/${n}`);
  await pool().query("update webhook set failing_since = now()");
  await rooms(4, "first");
  begin(PATIENT);
  await expect.poll(() => dead.open.length).toBe(LIMITS.webhooksFailingInFlightMax);
  await hook(alive.url);
  await rooms(20, "second");
  await expect.poll(() => alive.received.length).toBe(20);
  await expect.poll(() => count("state = 'delivered'")).toBe(20);
  expect(dead.open).toHaveLength(LIMITS.webhooksFailingInFlightMax);
});

test("failing webhooks are chosen at random, and neither failing nor healthy ones wait for the others", async () => {
  const { url } = await receiver();
  for (let n = 0; n < 40; n += 1) await hook(`${url}/${n}`);
  await rooms(1);
  await pool().query("select sequence_events(100, false)");
  await makeDeliveries(pool(), ["match"]);
  await pool().query("update webhook set failing_since = now() where url not like '%/1_'");
  await pool().query(
    `update webhook_delivery d set next_attempt_at = now() - interval '1 minute' * n.place
     from (select id, row_number() over () as place from webhook_delivery) n where n.id = d.id`,
  );
  const drawn = new Set<string>();
  for (let round = 0; round < 8; round += 1) {
    const claimed = await claimDeliveries(pool(), { limit: 12, failingLimit: 4, claimMs: 60_000 });
    const failing = claimed.filter(({ isFailing }) => isFailing);
    expect([claimed.length, failing.length]).toEqual([12, 4]);
    for (const { webhookId } of failing) drawn.add(webhookId);
    await pool().query("update webhook_delivery set claim = null, claimed_until = null");
  }
  // Eight equal random choices of 4 out of 30 happen once in 27405^7 times.
  expect(drawn.size).toBeGreaterThan(4);
  const healthy = await claimDeliveries(pool(), { limit: 32, failingLimit: 0, claimMs: 60_000 });
  expect(healthy.map(({ isFailing }) => isFailing)).toEqual(Array(10).fill(false));
  const alone = await claimDeliveries(pool(), { limit: 1, failingLimit: 1, claimMs: 60_000 });
  expect(alone.map(({ isFailing }) => isFailing)).toEqual([true]);
});

test("a new address is tried immediately, and a reply of the former one does not count", async () => {
  const former = await patientReceiver();
  const next = await patientReceiver();
  const { id } = await hook(former.url);
  await pool().query("update webhook set failing_since = now() - interval '4 days'");
  begin(PATIENT);
  await rooms(1);
  await expect.poll(() => former.open.length).toBe(1);
  await changeWebhook(SETUP, { id, url: next.url, eventTypes: [], allowPrivate: true });
  await expect.poll(() => next.open.length).toBe(1);
  former.open[0]?.writeHead(410).end();
  await expect.poll(attemptsLogged).toBe(1);
  expect(await getWebhook(SETUP, { id })).toMatchObject({ disabledAt: null, failingSince: null });
  expect(await count("state = 'pending' and attempts = 1 and claim is not null")).toBe(1);
  next.open[0]?.end();
  await expect.poll(() => count("state = 'delivered'")).toBe(1);
});

test("a change that keeps the address does not affect an attempt in flight", async () => {
  const { url, open } = await patientReceiver();
  const { id } = await hook(url);
  begin(PATIENT);
  await rooms(1);
  await expect.poll(() => open.length).toBe(1);
  await changeWebhook(SETUP, { id, url, eventTypes: ["room.created"], allowPrivate: true });
  expect(await count("claim is not null and attempts = 1")).toBe(1);
});

test.each([
  ["one message", (id: string, deliveryId: string) => replayDelivery(SETUP, { id, deliveryId })],
  ["all since a time", (id: string) => replaySince(SETUP, { id, since: new Date(0) })],
])(
  "a replay of %s is sent beside an attempt in flight, whose failure does not postpone it",
  async (_, replay) => {
    const { url, open, received } = await patientReceiver();
    const { id } = await hook(url);
    begin({ ...PATIENT, waitScale: 1 });
    await rooms(1);
    await expect.poll(() => open.length).toBe(1);
    await replay(id, received[0]?.headers["webhook-id"] ?? "");
    await expect.poll(() => open.length).toBe(2);
    open[0]?.writeHead(500).end();
    await expect.poll(attemptsLogged).toBe(1);
    expect(await count("state = 'pending' and attempts = 1 and claim is not null")).toBe(1);
    open[1]?.end();
    await expect.poll(() => count("state = 'delivered'")).toBe(1);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  },
);

test("an attempt that succeeds after its message was given up has delivered it", async () => {
  const { url, open } = await patientReceiver();
  const { id } = await hook(url);
  begin(PATIENT);
  await rooms(1);
  await expect.poll(() => open.length).toBe(1);
  await disableWebhook(SETUP, { id });
  await enableWebhook(SETUP, { id, from: "now" });
  expect(await count("state = 'failed'")).toBe(1);
  open[0]?.end();
  await expect.poll(() => count("state = 'delivered'")).toBe(1);
});
