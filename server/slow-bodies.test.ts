import type { IncomingMessage, Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshServices } from "@/lib/testing/fresh-services";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import { createRoomkeeperServer } from "./create-server";

const BOUNDS = { periodMs: 1_000, bytesPerSecondMin: 2_000, lookMs: 50 };

let fresh: Awaited<ReturnType<typeof freshServices>>;
let server: Server;
let mayRead: Promise<unknown> = Promise.resolve();
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  server = createRoomkeeperServer({
    publicUrl: "http://localhost:4100",
    formTargets: () => [],
    slowBodies: BOUNDS,
    async pages(request, response) {
      await mayRead;
      response.end(`read ${await lengthOf(request)} bytes`);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await fresh.close();
});

async function lengthOf(request: IncomingMessage): Promise<number> {
  let size = 0;
  for await (const chunk of request) size += (chunk as Buffer).byteLength;
  return size;
}

/** Sends a body in parts until its end or the end of the connection. Returns everything that was received. */
async function send(path: string, pieces: { count: number; bytes: number; everyMs: number }) {
  const { port } = server.address() as AddressInfo;
  const socket: Socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  const length = pieces.count * pieces.bytes;
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`,
  );
  for (let sent = 0; sent < pieces.count && answer === "" && socket.writable; sent += 1) {
    socket.write("x".repeat(pieces.bytes));
    await pause(pieces.everyMs);
  }
  await closed;
  return answer;
}

test.each(["/api/dashboard/imports", "/api/v1/rooms"])(
  "a connection that a body to %s only blocks is closed with one sentence",
  async (path) => {
    mayRead = Promise.resolve();
    const answer = await send(path, { count: 100_000, bytes: 1, everyMs: 50 });
    if (path.startsWith("/api/v1")) {
      // The request is refused before its body is read; the connection is closed anyway.
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    } else {
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(answer).toContain(
        "The body arrived too slowly: at least 2000 bytes a second are needed.",
      );
    }
  },
);

test("a slow body gets the time that its size needs", async () => {
  const answer = await send("/api/dashboard/imports", { count: 80, bytes: 1_000, everyMs: 50 });
  expect(answer).toContain("HTTP/1.1 200 OK");
  expect(answer).toContain("read 80000 bytes");
});

test("time in which the server does not read does not count", async () => {
  mayRead = pause(BOUNDS.periodMs * 3);
  const answer = await send("/api/dashboard/imports", { count: 1, bytes: 4_000_000, everyMs: 0 });
  expect(answer).toContain("read 4000000 bytes");
});
