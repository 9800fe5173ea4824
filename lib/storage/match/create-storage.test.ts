import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSpace } from "@/lib/spaces/create-space";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { NEW_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createStorage, createStorageFromEnv } from "./create-storage";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh?.close());

describe("createStorage", () => {
  it("opens Postgres at the first call, for the space of that name", async () => {
    await createSpace(SETUP, { name: "moviematch" });
    const storage = createStorage({ type: "postgres" });
    await storage.saveRoom(NEW_ROOM);
    expect(await createStorage({ type: "postgres", space: "moviematch" }).listRooms()).toEqual([
      NEW_ROOM,
    ]);
    await storage.close();
    expect(await refusalOf(storage.listRooms())).toMatchObject({ code: "unavailable" });
  });

  it("says which space is missing", async () => {
    const missing = createStorage({ type: "postgres", space: "nowhere" });
    await expect(missing.listRooms()).rejects.toThrow("There is no space “nowhere”.");
  });

  it.each([
    ["redis", /STORAGE_URL/],
    [
      "mongodb",
      "There is no storage of type “mongodb”. Known are: memory, file, redis, postgres, http.",
    ],
  ])("refuses %s at once", (type, message) => {
    expect(() => createStorage({ type })).toThrow(message);
  });

  it("returns a memory storage by default", async () => {
    expect(await createStorageFromEnv().listRooms()).toEqual([]);
  });
});
