import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useEnv } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import { startReceiver } from "@/lib/testing/webhook-receiver";
import { countReplay } from "./count-replay";
import { createWebhook } from "./create-webhook";
import { getWebhook } from "./get-webhook";
import { replayDelivery } from "./replay-delivery";
import { replaySince } from "./replay-since";
import { sendTestWebhook } from "./send-test-webhook";
import { startWebhooks, type Webhooks } from "./start-webhooks";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let running: Webhooks | null = null;
beforeAll(async () => {
  useTestEnv({ WEBHOOKS_ALLOW_PRIVATE: "loopback" });
  fresh = await freshServices();
});
afterAll(async () => {
  useEnv(undefined);
  await fresh.close();
});
beforeEach(async () => {
  await pool().query("truncate webhook, room, event, event_outbox, audit_entry cascade");
  receiver = await startReceiver((_, response) => void response.writeHead(204).end());
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await receiver.close();
});

const pool = () => fresh.services.pool;
const begin = () => {
  running = startWebhooks(getServices(), { lookMs: 20 });
};
const hook = () =>
  createWebhook(SETUP, {
    ...{ spaceId: fresh.spaceId, url: receiver.url, eventTypes: [], allowPrivate: true },
  });
const open = (name: string) => openRoom(pool(), { spaceId: fresh.spaceId, name });

async function delivered(): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    "select count(*)::int as n from webhook_delivery where state = 'delivered'",
  );
  return rows[0]?.n ?? -1;
}

test("events from before the webhook was made are neither counted nor sent, however early the time", async () => {
  await open("before 1");
  await open("before 2");
  await pool().query("select sequence_events(100, false)");
  const { id } = await hook();
  await open("after");
  begin();
  await expect.poll(delivered).toBe(1);
  await running?.stop();
  const since = new Date(0);
  expect(await countReplay(SETUP, { id, since })).toEqual({ messages: 1, isTooMany: false });
  expect(await replaySince(SETUP, { id, since })).toEqual({ messages: 1 });
  begin();
  await expect.poll(() => receiver.received.length).toBe(2);
  await expect.poll(delivered).toBe(1);
  expect(receiver.received.filter(({ body }) => body.includes("before"))).toEqual([]);
});

test("the time of the last delivery never goes back: not by a replay, nor when deliveries are pruned", async () => {
  const { id } = await hook();
  const last = async () => (await getWebhook(SETUP, { id })).lastDeliveredAt?.getTime() ?? 0;
  expect(await last()).toBe(0);
  for (const name of ["one", "two", "three"]) await open(name);
  begin();
  await expect.poll(delivered).toBe(3);
  await expect.poll(last).toBeGreaterThan(0);
  await running?.stop();
  // An hour passes after two of them, so that only the newest was delivered now.
  await pool().query(
    `update webhook_delivery set finished_at = finished_at - interval '1 hour'
     where event_id <> (select max(event_id) from webhook_delivery)`,
  );
  const before = await last();
  const { rows } = await pool().query<{ id: string }>(
    "select id from webhook_delivery order by event_id desc limit 1",
  );
  await replayDelivery(SETUP, { id, deliveryId: rows[0]?.id ?? "" });
  expect(await last()).toBe(before);
  await replaySince(SETUP, { id, since: new Date(0) });
  expect(await last()).toBe(before);
  await pool().query("delete from webhook_delivery");
  expect(await last()).toBe(before);
});

test("the time of the last delivery moves with a replay that arrives, and with a test", async () => {
  const { id } = await hook();
  await open("one");
  begin();
  await expect.poll(delivered).toBe(1);
  const setBack = () =>
    pool().query("update webhook set last_delivered_at = now() - interval '1 hour'");
  const isNow = async () => {
    const { lastDeliveredAt } = await getWebhook(SETUP, { id });
    return Date.now() - (lastDeliveredAt?.getTime() ?? 0) < 1_800_000;
  };
  await expect.poll(isNow).toBe(true);
  await setBack();
  await replaySince(SETUP, { id, since: new Date(0) });
  await expect.poll(isNow).toBe(true);
  await setBack();
  await sendTestWebhook(SETUP, { id });
  expect(await isNow()).toBe(true);
});
