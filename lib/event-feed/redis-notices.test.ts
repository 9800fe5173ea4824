import { createClient } from "redis";
import { expect, onTestFinished, test } from "vitest";
import { createRedisConnection } from "@/lib/storage/support/redis-connection";
import { startRedis } from "@/lib/testing/start-redis";
import { createRedisNotices } from "./redis-notices";

async function open() {
  const server = await startRedis();
  const admin = await createClient({ url: server.url })
    .on("error", () => {})
    .connect();
  const connection = createRedisConnection(server.url);
  const notices = createRedisNotices(connection);
  let heard = 0;
  const listen = () => {
    const listening = notices.listen(() => {
      heard += 1;
    });
    onTestFinished(async () => {
      await listening.stop();
      await connection.close();
      admin.destroy();
      await server.remove();
    });
  };
  /** Resolves when a notice arrives. Notices are sent repeatedly until one arrives; those of the connection itself do not count. */
  const hears = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = heard;
    await notices.notify?.().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    return heard === before + 1;
  };
  return { server, admin, listen, hears };
}

test("a notice arrives, also after the connection was cut", async () => {
  const { admin, listen, hears } = await open();
  listen();
  await expect.poll(hears).toBe(true);
  expect(await admin.clientKill({ filter: "TYPE", type: "PUBSUB" } as never)).toBe(1);
  await expect.poll(hears).toBe(true);
});

test("a refused subscription is tried again", async () => {
  const { admin, listen, hears } = await open();
  await admin.sendCommand(["ACL", "SETUSER", "default", "resetchannels"]);
  listen();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await hears()).toBe(false);
  await admin.sendCommand(["ACL", "SETUSER", "default", "allchannels"]);
  await expect.poll(hears).toBe(true);
});
