import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createSpace } from "@/lib/spaces/create-space";
import { NEW_ROOM } from "@/lib/storage/match/conformance/sample-rooms";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { COLUMNS, IDENTITY } from "@/lib/testing/room-columns";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOf } from "@/lib/transfer/copy/room-source";
import { metadataOf } from "./room-metadata";
import { readMatchRoom } from "./rooms-sql";

/** Columns that must change together with the column. */
const TOGETHER: Record<string, string> = { trashed_at: ", trash_reason = 'deleted'" };

let fresh: Awaited<ReturnType<typeof freshServices>>;
const query = (text: string, values?: unknown[]) => fresh.services.pool.query(text, values);
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh?.close());
beforeEach(async () => {
  await query("truncate room, event_outbox cascade");
  await storageOf(fresh.spaceId).saveRoom({ ...NEW_ROOM, password: "popcorn" });
  await query("truncate event_outbox");
});

function storageOf(spaceId: string) {
  return createPrismaMatchStorage({ services: fresh.services, spaceId });
}

async function metadata() {
  const stored = await readMatchRoom(fresh.services.pool, fresh.spaceId, NEW_ROOM.roomName);
  return stored && metadataOf(stored);
}

test("every column of a room is in the list", async () => {
  const { rows } = await query(
    "select column_name from information_schema.columns where table_schema = 'public' and table_name = 'room'",
  );
  expect(rows.map((row) => row.column_name).toSorted()).toEqual(
    [...IDENTITY, ...Object.keys(COLUMNS)].toSorted(),
  );
});

test.each(Object.entries(COLUMNS))(
  "a change of %s makes the right event and changes the right metadata",
  async (column, facts) => {
    const before = await metadata();
    await query(`update room set ${column} = ${facts.to}${TOGETHER[column] ?? ""}`);
    const { rows } = await query("select type from event_outbox");
    expect(rows.map(({ type }) => type)).toEqual(facts.event === null ? [] : [facts.event]);
    const after = await metadata();
    if (column === "trashed_at") expect(after).toBeNull();
    else {
      const changed = Object.entries(after ?? {})
        .filter(([field, value]) => value !== before?.[field as keyof typeof before])
        .map(([field]) => field);
      expect(changed).toEqual(facts.metadata ?? []);
    }
  },
);

test.each(Object.entries(COLUMNS).filter(([column]) => !/^trash|^purge/.test(column)))(
  "a copy contains %s if the list says so",
  async (column, facts) => {
    await query(`update room set ${column} = ${facts.to}`);
    const target = await createSpace(SETUP, { name: `copy of ${column}` });
    const report = await copyRooms({
      from: sourceOf(storageOf(fresh.spaceId)),
      to: storageOf(target.id),
    });
    expect(report.created).toBe(1);
    const { rows } = await query(
      `select copy.${column} is not distinct from room.${column} as same
       from room join room copy on copy.name = room.name where room.space_id = $1 and copy.space_id = $2`,
      [fresh.spaceId, target.id],
    );
    expect(rows).toEqual([{ same: facts.copied }]);
  },
);
