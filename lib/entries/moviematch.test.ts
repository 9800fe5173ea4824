import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { buildClient } from "@/scripts/build-client.mjs";
import { createStorage, createStorageFromEnv, StorageError } from "./moviematch";

const run = promisify(execFile);
const DENO = path.resolve("node_modules", "deno", "bin.cjs");

/** A program like a game server: it imports the module, uses the environment, and prints what it read back. */
const PROGRAM = `
import { createStorageFromEnv, StorageError } from "./client/moviematch.js";
const storage = createStorageFromEnv();
const room = {
  roomName: " movie night? 🍿/..", sort: "random", createdAt: "2026-09-23T19:13:32.039Z",
  creatorPlexUserId: 4410937, creatorPlexUsername: "tomasz", password: "popcorn", theme: [1],
  ratings: { "plex://movie/1": [["Ann", "like", 1790000000001]] }, userProgress: { Ann: 1 },
};
await Promise.all([storage.saveRoom(room), storage.saveRoom(room)]);
const read = await storage.getRoom(room.roomName);
const listed = await storage.listRooms();
await storage.deleteRoom(room.roomName);
const refusal = await storage.saveRoom(room).catch((error) => error);
console.log(JSON.stringify({
  read, listed: listed.length, has: await storage.hasRoom(room.roomName),
  refusal: [refusal instanceof StorageError, refusal instanceof Error, refusal.code, { reason: refusal.details.reason }],
}));
await storage.close();
`;

const PRINTED = {
  read: {
    roomName: " movie night? 🍿/..",
    sort: "random",
    createdAt: "2026-09-23T19:13:32.039Z",
    creatorPlexUserId: 4410937,
    creatorPlexUsername: "tomasz",
    password: "popcorn",
    theme: [1],
    ratings: { "plex://movie/1": [["Ann", "like", 1790000000001]] },
    userProgress: { Ann: 1 },
  },
  listed: 1,
  has: false,
  refusal: [true, true, "gone", { reason: "deleted" }],
};

let server: ApiServer;
let folder: string;
let modules: string[];
beforeAll(async () => {
  server = await startApiServer();
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-client-"));
  modules = await buildClient(path.join(folder, "client"));
  await writeFile(path.join(folder, "program.mjs"), PROGRAM);
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the built file", () => {
  it("contains no server code, and only the packages that check documents, break circuits and read streams", () => {
    const packages = modules
      .filter((name) => name.startsWith("node_modules/"))
      .map((name) => name.split("/")[1]);
    expect([...new Set(packages)].sort()).toEqual(["cockatiel", "eventsource-parser", "zod"]);
    expect(
      modules.filter((name) => /^lib\/(wire|web|audit|generated)|-prisma|^app/.test(name)),
    ).toEqual([]);
  });

  it("imports only built-in modules of Node and Deno", async () => {
    const text = await readFile(path.join(folder, "client", "moviematch.js"), "utf8");
    const imported = [...text.matchAll(/\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g)];
    expect(new Set(imported.map((match) => match[1] ?? match[2]))).toEqual(
      new Set([
        "node:crypto",
        "node:fs",
        "node:fs/promises",
        "node:path",
        "node:process",
        "node:zlib",
      ]),
    );
    expect(text.length).toBeLessThan(256 * 1024);
    const general = await readFile(path.join(folder, "client", "roomkeeper.js"), "utf8");
    expect(general).not.toMatch(/\bfrom\s*"|\bimport\s*\(|\brequire\(|node:/);
    expect(general.length).toBeLessThan(256 * 1024);
  });

  const runtimes: [string, string[]][] = [
    ["Node", []],
    ["Deno", [DENO, "run", "--allow-env", "--allow-net", "--allow-read", "--allow-write"]],
  ];
  describe.each(runtimes)("in %s", (name, args) => {
    it.each(["memory", "file", "http"])("stores rooms: %s", async (type) => {
      const token = await server.token(undefined, await server.space(`${name} ${type}`));
      const { stdout } = await run(process.execPath, [...args, path.join(folder, "program.mjs")], {
        env: {
          NODE_ENV: "production",
          HOME: folder,
          STORAGE_TYPE: type,
          STORAGE_PATH: path.join(folder, `rooms of ${name}`),
          STORAGE_URL: server.url,
          STORAGE_TOKEN: token,
        },
      });
      expect(JSON.parse(stdout)).toEqual(PRINTED);
    });
  });

  it.each(["commonjs", "module", undefined])(
    "is a module for Node in a folder of type %s",
    async (type) => {
      const place = await mkdtemp(path.join(folder, "type-"));
      await writeFile(path.join(place, "package.json"), JSON.stringify({ type }));
      for (const name of ["moviematch.mjs", "roomkeeper.mjs"]) {
        await writeFile(path.join(place, name), await readFile(path.join(folder, "client", name)));
        const program = `import("./${name}").then((all) => console.log(Object.keys(all).sort().join()))`;
        const { stdout } = await run(process.execPath, ["-e", program], { cwd: place });
        expect(stdout.trim()).toBe(
          name === "moviematch.mjs"
            ? "FileStorage,MemoryStorage,StorageError,createStorage,createStorageFromEnv"
            : "StorageError,createRoomkeeper",
        );
      }
    },
  );

  it.each(runtimes)("listens for events of its rooms in %s", async (name, args) => {
    const program = `
      import { createRoomkeeper } from "./client/roomkeeper.js";
      const [url, token] = [${JSON.stringify(server.url)}, ${JSON.stringify(
        await server.token(undefined, await server.space(`events in ${name}`)),
      )}];
      const roomkeeper = createRoomkeeper({ url, token });
      const opened = new Promise((resolve) => roomkeeper.on("events.opened", resolve));
      const deleted = new Promise((resolve) => roomkeeper.on("room.deleted", resolve));
      const { space } = await roomkeeper.check();
      await opened;
      await roomkeeper.saveRoom({ roomName: "🍿", sort: "random", createdAt: "2026-09-23T19:13:32.039Z",
        creatorPlexUserId: 1, creatorPlexUsername: "tomasz" });
      await roomkeeper.deleteRoom("🍿");
      console.log(JSON.stringify({ space, name: (await deleted).room.name }));
      await roomkeeper.close();
    `;
    const file = path.join(folder, `events-${name}.mjs`);
    await writeFile(file, program);
    const { stdout } = await run(process.execPath, [...args, file], {
      env: { NODE_ENV: "production", HOME: folder },
    });
    expect(JSON.parse(stdout)).toEqual({ space: `events in ${name}`, name: "🍿" });
  });

  it("has types that Deno finds and that import nothing", async () => {
    const program = `
      import {
        createStorage, createStorageFromEnv, FileStorage, MemoryStorage, StorageError,
      } from "./client/moviematch.js";
      import type {
        CreateStorageOptions, SerializedRoom, Storage, StorageConfig, StorageType,
      } from "./client/moviematch.js";
      const type: StorageType = "memory";
      const options: CreateStorageOptions = { type, storagePath: "./data/rooms" };
      const memory: MemoryStorage = new MemoryStorage();
      const files: Storage[] = [memory, new FileStorage(), new FileStorage({ storagePath: "./rooms" }), createStorage(options)];
      console.log(memory.size() + files.length);
      memory.clear();
      const config: StorageConfig = { type: "file", storagePath: "./data/rooms" };
      const storage: Storage = createStorage(config);
      const rooms: SerializedRoom[] = await storage.listRooms();
      throw new StorageError(String(rooms.length) + createStorageFromEnv(), new Error("why"));
    `;
    await writeFile(path.join(folder, "program.ts"), program);
    const check = (file: string) => run(process.execPath, [DENO, "check", path.join(folder, file)]);
    await check("program.ts");
    await writeFile(path.join(folder, "wrong.ts"), `${program} const wrong: number = storage;`);
    await expect(check("wrong.ts")).rejects.toThrow(/TS2322/);
  });
});

describe("the factories", () => {
  it("return a memory storage by default, which is ready immediately", () => {
    expect(createStorage().saveRoom).toBeTypeOf("function");
    return expect(createStorageFromEnv().listRooms()).resolves.toEqual([]);
  });

  it.each([
    ["an unknown type", { type: "mongodb" }, /no storage of type “mongodb”.*memory, file, http/],
    ["a type of the server alone", { type: "postgres" }, /no storage of type “postgres”/],
    ["http without an address", { type: "http", token: "rk_x" }, /STORAGE_URL/],
    ["http with no address at all", { type: "http", url: "over there", token: "x" }, /STORAGE_URL/],
    ["http without a token", { type: "http", url: "http://localhost:3000" }, /STORAGE_TOKEN/],
  ])("refuse %s at once", (_name, config, expected) => {
    expect(() => createStorage(config)).toThrow(StorageError);
    expect(() => createStorage(config)).toThrow(expected);
  });
});
