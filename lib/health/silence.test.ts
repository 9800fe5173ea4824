import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { callApi } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";

/** A database that accepts all bytes and no longer replies, as after a network cable was unplugged. */

let api: ApiServer;
let isSilent = false;
const sockets = new Set<Socket>();
const between = createServer((client) => {
  const target = new URL(address);
  const server = connect(Number(target.port), target.hostname);
  for (const socket of [client, server]) {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  }
  client.on("data", (piece) => isSilent || server.write(piece));
  server.on("data", (piece) => isSilent || client.write(piece));
  client.on("close", () => server.destroy());
  server.on("close", () => client.destroy());
});
let address = "";
beforeAll(async () => {
  api = await startApiServer({
    examinationWaitMs: LIMITS.examinationWaitMs,
    through: async (url) => {
      address = url;
      await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
      const through = new URL(url);
      through.port = String((between.address() as { port: number }).port);
      return through.href;
    },
  });
});
afterAll(async () => {
  isSilent = false;
  for (const socket of sockets) socket.destroy();
  await api?.close();
  between.close();
});

const status = async (path: string) => (await callApi(api, { method: "GET", path })).status;

test("if the database no longer replies, ready reports it, the process keeps running, and is ready again afterwards", async () => {
  await expect.poll(() => status("/api/health/ready")).toBe(200);
  isSilent = true;
  await expect.poll(() => status("/api/health/ready")).toBe(503);
  expect(await status("/api/health/live")).toBe(200);
  isSilent = false;
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => status("/api/health/ready")).toBe(200);
});
