import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LATER_ROOM, NEW_ROOM, RATED_ROOM } from "@/lib/storage/match/conformance/sample-rooms";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices } from "@/lib/testing/fresh-services";
import { COLUMNS } from "@/lib/testing/room-columns";

import type { SerializedRoom } from "./room";
import { passwordPlace } from "./rooms-sql";

/** Each way in which a document gets into `room`. All of them must fill every column that a save fills. */

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh?.close());
beforeEach(() => fresh.services.pool.query("truncate room cascade"));

const FIRST: SerializedRoom = { ...NEW_ROOM, password: "popcorn" };
/** Differs from the first document in each column that a save fills. */
const SECOND: SerializedRoom = {
  ...RATED_ROOM,
  roomType: "unanimous",
  sort: "rating",
  creatorPlexUserId: 8,
  creatorPlexUsername: "Sven",
  password: "crisps",
};

const WAYS: Record<string, () => Promise<SerializedRoom>> = {
  "a first save": () => save(FIRST),
  "a save into an open room": async () => {
    await save(FIRST);
    return save(SECOND);
  },
  "a save that replaces an earlier room": async () => {
    await save(FIRST);
    return save({ ...SECOND, createdAt: LATER_ROOM.createdAt });
  },
  "a save into a restored room": async () => {
    await save(FIRST);
    await storage().deleteRoom(FIRST.roomName);
    await storage().restoreRoom(FIRST.roomName, FIRST.createdAt);
    return save(SECOND);
  },
  "the import of a room from the trash": async () => {
    await storage().importTrash({
      room: SECOND,
      reason: "deleted",
      trashedAt: new Date().toISOString(),
    });
    return SECOND;
  },
};

function storage() {
  return createPrismaMatchStorage({ services: fresh.services, spaceId: fresh.spaceId });
}

async function save(room: SerializedRoom): Promise<SerializedRoom> {
  await storage().saveRoom(room);
  return room;
}

/** The newest row, with the password decrypted. */
async function storedRow(): Promise<Record<string, unknown>> {
  const { pool, secretBox } = fresh.services;
  const { rows } = await pool.query<{ row: Record<string, string> }>(
    "select to_jsonb(room) as row from room order by created_at desc limit 1",
  );
  const row = rows[0]?.row ?? {};
  const sealed = row.password_sealed;
  const { name = "", created_at: createdAt = "" } = row;
  const place = passwordPlace(fresh.spaceId, name, new Date(createdAt));
  return { ...row, password_sealed: sealed ? secretBox.open(sealed, place) : null };
}

test("the two documents differ in every column that a save fills", () => {
  for (const [column, { sent }] of Object.entries(COLUMNS)) {
    if (sent) expect(sent(SECOND), column).not.toEqual(sent(FIRST));
  }
});

test.each(Object.entries(WAYS))("%s fills every column", async (_, store) => {
  const room = await store();
  const row = await storedRow();
  for (const [column, { sent }] of Object.entries(COLUMNS)) {
    if (sent) expect(row[column], column).toEqual(sent(room));
  }
});
