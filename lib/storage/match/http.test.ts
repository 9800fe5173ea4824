import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { testMatchStorage } from "./conformance";
import { NEW_ROOM, RATED_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createHttpMatchStorage } from "./http";

let server: ApiServer;
let spaces = 0;
beforeAll(async () => {
  server = await startApiServer();
  await surroundWithOtherKinds(server.services.pool);
});
afterAll(() => server?.close());

testMatchStorage("http", async () => {
  spaces += 1;
  const token = await server.token(undefined, await server.space(`space ${spaces}`));
  return createHttpMatchStorage({ url: server.url, token });
});

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

async function client(
  options: Partial<Parameters<typeof createHttpMatchStorage>[0]> = {},
  scopes?: Parameters<ApiServer["token"]>[0],
) {
  spaces += 1;
  const token = await server.token(scopes, await server.space(`space ${spaces}`));
  return createHttpMatchStorage({ url: server.url, token, ...options });
}

describe("refusals", () => {
  it.each([
    ["an unknown token", "rk_nonsense"],
    ["no token", ""],
  ])("%s: unauthorized", async (_name, token) => {
    const storage = createHttpMatchStorage({ url: server.url, token });
    const refusal = { name: "StorageError", code: "unauthorized" };
    expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toEqual(refusal);
    expect(await refusalOf(storage.getRoom("x"))).toEqual(refusal);
    expect(await refusalOf(storage.hasRoom("x"))).toEqual(refusal);
  });

  it("a token without the scope: forbidden, and nothing is stored", async () => {
    const storage = await client({}, ["rooms:read"]);
    expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toEqual({
      name: "StorageError",
      code: "forbidden",
    });
    expect(await storage.listRooms()).toEqual([]);
  });

  it("no server: unavailable, after the given number of attempts", async () => {
    let tries = 0;
    const storage = createHttpMatchStorage({
      url: "http://127.0.0.1:1",
      token: "rk_x",
      attemptsMax: 2,
      fetch: (address, init) => {
        tries += 1;
        return fetch(address, init);
      },
    });
    const refusal = { name: "StorageError", code: "unavailable" };
    expect(await refusalOf(storage.getRoom("x"))).toEqual(refusal);
    expect(tries).toBe(2);
  });

  it("an aborted signal: unavailable immediately", async () => {
    const ending = new AbortController();
    const storage = createHttpMatchStorage({
      url: "http://127.0.0.1:1",
      token: "rk_x",
      attemptsMax: 100,
      signal: ending.signal,
    });
    const refusal = refusalOf(storage.getRoom("x"));
    ending.abort();
    expect(await refusal).toEqual({ name: "StorageError", code: "unavailable" });
  });
});

describe("a shaky network", () => {
  /** Every second attempt fails, alternately before and after the server received it. */
  function shaky(): Fetch {
    let turn = 0;
    return async (address, init) => {
      turn += 1;
      if (turn % 4 === 1) throw new TypeError("connection lost on the way there");
      const response = await fetch(address, init);
      if (turn % 4 === 3) {
        await response.arrayBuffer();
        throw new TypeError("connection lost on the way back");
      }
      return response;
    };
  }

  it("loses no change and carries out none twice", async () => {
    const storage = await client({ fetch: shaky() });
    for (let count = 1; count <= 6; count += 1) {
      await storage.saveRoom({
        ...NEW_ROOM,
        ratings: { film: [[`p${count}`, "like", count]] },
      });
    }
    const room = await storage.getRoom("movie night!");
    expect(room?.ratings?.film?.map(([name]) => name)).toEqual([
      "p1",
      "p2",
      "p3",
      "p4",
      "p5",
      "p6",
    ]);
  });

  it("waits as long as the server's Retry-After says, up to a maximum", async () => {
    const answers = [
      new Response("<h1>Bad gateway</h1>", { status: 502 }),
      new Response("{}", { status: 429, headers: { "retry-after": "1" } }),
    ];
    const storage = await client({ fetch: async (a, i) => answers.shift() ?? fetch(a, i) });
    const startedMs = performance.now();
    expect(await storage.getRoom("x")).toBeNull();
    expect(performance.now() - startedMs).toBeGreaterThan(990);
  });

  it("gives up an attempt that takes too long", async () => {
    let tries = 0;
    const storage = await client({
      timeoutMs: 50,
      fetch: (address, init) => {
        tries += 1;
        if (tries > 1) return fetch(address, { ...init, signal: null });
        return new Promise((_resolve, reject) => {
          init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        });
      },
    });
    expect(await storage.hasRoom("x")).toBe(false);
    expect(tries).toBe(2);
  });
});

describe("saves of one room while one is in flight", () => {
  it("are joined into one, and all resolve with it", async () => {
    const bodies: string[] = [];
    const storage = await client({
      fetch: (address, init) => {
        if (init.method === "PUT") bodies.push(String(init.body));
        return fetch(address, init);
      },
    });
    const saves = Array.from({ length: 30 }, (_, index) =>
      storage.saveRoom({ ...NEW_ROOM, ratings: { film: [[`p${index}`, "like", index]] } }),
    );
    expect(await Promise.all(saves.map(refusalOf))).toEqual(Array(30).fill("accepted"));
    expect(bodies).toHaveLength(1);
    expect((await storage.getRoom("movie night!"))?.ratings?.film).toHaveLength(30);
  });

  it("are not joined with saves of another incarnation, and a refused save does not affect the others", async () => {
    const storage = await client();
    await storage.saveRoom(RATED_ROOM);
    const later = { ...NEW_ROOM, createdAt: "2026-10-01T00:00:00Z" };
    const saves = [later, RATED_ROOM, later].map((room) => storage.saveRoom(room));
    expect(await Promise.all(saves.map(refusalOf))).toEqual([
      "accepted",
      { name: "StorageError", code: "gone", reason: "replaced" },
      "accepted",
    ]);
  });
});
