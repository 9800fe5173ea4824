import { afterAll, beforeAll, expect, test } from "vitest";
import { openServices } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { testMatchStorage } from "./conformance";
import { NEW_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createStorage } from "./create-storage";
import { createPrismaMatchStorage } from "./postgres";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let spaces = 0;
beforeAll(async () => {
  fresh = await freshServices();
  await surroundWithOtherKinds(fresh.services.pool);
});
afterAll(() => fresh?.close());

async function open() {
  spaces += 1;
  const space = await createSpace(SETUP, { name: `space ${spaces}` });
  return createStorage({ type: "postgres", space: space.name });
}

// Made by the factory, so that the factory is tested too.
testMatchStorage("postgres", open);

test("a database that is not there: unavailable", async () => {
  const services = openServices("postgresql://nobody@127.0.0.1:1/nothing", ["test-secret"]);
  const storage = createPrismaMatchStorage({ services, spaceId: "sp_none" });
  const refusal = { name: "StorageError", code: "unavailable" };
  expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toEqual(refusal);
  expect(await refusalOf(storage.getRoom("Film club"))).toEqual(refusal);
  await services.close();
});

test("a password that was altered in the database: corrupt", async () => {
  const storage = await open();
  await storage.saveRoom({ ...NEW_ROOM, roomName: "altered", password: "popcorn" });
  await fresh.services.pool.query(
    "update room set password_sealed = '1.x.y' where kind = 'match' and name = 'altered'",
  );
  const refusal = { name: "StorageError", code: "corrupt" };
  expect(await refusalOf(storage.getRoom("altered"))).toEqual(refusal);
});
