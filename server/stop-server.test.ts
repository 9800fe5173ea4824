import { Agent, get } from "node:http";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "@/lib/client/api-client";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { type Instance, startInstance } from "@/lib/testing/start-instance";

const STOPS = 20;
const CALLERS = 4;

let api: ApiServer;
let instance: Instance;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token();
  instance = await startInstance(api.databaseUrl);
});
afterAll(async () => {
  await instance?.kill();
  await api?.close();
});

/** One request with a plain agent; resolves when the reply has arrived. */
function ask(agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${instance.url}/api/health/live`, { agent }, (reply) => {
      reply.on("end", resolve).on("error", reject).resume();
    }).on("error", reject);
  });
}

/** One attempt of the game server's client. Its fetch says what happened to the connection. */
async function askAsClient(): Promise<void> {
  let failure: unknown;
  const client = createApiClient({
    url: instance.url,
    token,
    fetch: (address, init) =>
      fetch(address, init).catch((error: Error) => {
        failure = error.cause ?? error;
        throw error;
      }),
  });
  await client.call({ method: "GET", path: "/token", attemptsMax: 1 }).catch((error) => {
    throw failure ?? error;
  });
}

test(`in ${STOPS} stops under a stream of requests no connection is reset`, async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const failures: string[] = [];
  let answered = 0;
  let isOver = false;
  const stream = async (call: () => Promise<void>) => {
    for (let asked = 0; !isOver; asked += 1) {
      await call().then(
        () => (answered += 1),
        (error: NodeJS.ErrnoException) => {
          // A stopped server listens no more, so nothing was sent.
          if (error.code !== "ECONNREFUSED") failures.push(`${error.code} ${error.message}`);
        },
      );
      await setTimeout(asked % 7);
    }
  };
  const streams = Array.from({ length: CALLERS }, () => [
    stream(() => ask(agent)),
    stream(askAsClient),
  ]);
  for (let stop = 0; stop < STOPS; stop += 1) {
    const before = answered;
    while (answered < before + 20 * CALLERS) await setTimeout(1);
    await instance.restart();
  }
  isOver = true;
  await Promise.all(streams.flat());
  agent.destroy();
  expect(failures).toEqual([]);
});

test("a stopping server answers one more request on an idle connection, and says that it closes it", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers: (string | undefined)[] = [];
  const asked = () =>
    new Promise<void>((resolve, reject) => {
      get(`${instance.url}/api/health/live`, { agent }, (reply) => {
        headers.push(reply.headers.connection);
        reply.on("end", resolve).resume();
      }).on("error", reject);
    });
  await asked();
  const restarted = instance.restart();
  await Promise.race([refusal(), restarted]);
  await asked();
  await restarted;
  expect(headers).toEqual(["keep-alive", "close"]);
  agent.destroy();
});

/** Resolves when the server accepts no new connection. */
async function refusal(): Promise<void> {
  let code: string | undefined;
  while (code !== "ECONNREFUSED") {
    code = await ask(new Agent()).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error.code,
    );
  }
}
