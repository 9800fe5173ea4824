import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createSpace } from "@/lib/spaces/create-space";
import { NEW_ROOM } from "@/lib/storage/match/conformance/sample-rooms";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOf } from "@/lib/transfer/copy/room-source";
import { metadataOf } from "./room-metadata";
import { readMatchRoom } from "./rooms-sql";

interface Column {
  /** A new value, as an SQL expression. */
  to: string;
  /** The event of the change; null if there is none, for the reason in the comment. */
  event: string | null;
  /** The fields of `_metadata` that change with the column. */
  metadata?: string[];
  /** Whether a copy to another storage contains it. If not, the other storage calculates it or has its own value. */
  copied: boolean;
}

/** The columns that identify a room or its row and never change. */
const IDENTITY = ["space_id", "id", "kind", "name", "created_at"];

/**
 * All other columns of `room`. The test fails for a new column that is not in this list: decide what the event trigger
 * (prisma/functions/write_room_event.sql), `_metadata` and a copy do with it.
 */
const COLUMNS: Record<string, Column> = {
  owner_id: { to: "'8'", event: "room.updated", copied: false },
  creator_id: { to: "'8'", event: "room.updated", copied: false },
  creator_name: { to: "'Sven'", event: "room.updated", copied: false },
  room_type: { to: "'solo'", event: "room.updated", copied: false },
  document: { to: `document || '{"odd": 1}'`, event: "room.updated", copied: true },
  // Each save encrypts the password again, so this column also changes when the password does not.
  password_sealed: { to: "null", event: null, copied: true },
  version: { to: "version + 1", event: null, metadata: ["version"], copied: false },
  stored_at: {
    to: "now() - interval '3 days'",
    event: null,
    metadata: ["storedAt"],
    copied: false,
  },
  updated_at: {
    to: "now() + interval '3 days'",
    event: null,
    metadata: ["updatedAt"],
    copied: false,
  },
  // Every write changes it, and each write has its own event.
  touched_at: { to: "now() + interval '3 days'", event: null, copied: false },
  last_activity_at: {
    to: "now() + interval '3 days'",
    event: "room.updated",
    metadata: ["lastActivityAt"],
    copied: false,
  },
  rating_count: { to: "9", event: "room.updated", copied: false },
  like_count: { to: "9", event: "room.updated", copied: false },
  match_count: { to: "9", event: "room.matched", copied: false },
  people_count: { to: "9", event: "room.updated", copied: false },
  expiry_kind: { to: "'never'", event: "room.rescheduled", copied: false },
  idle_days: { to: "9", event: "room.rescheduled", copied: false },
  keep_until: { to: "now() + interval '200 days'", event: "room.rescheduled", copied: false },
  // Every write changes it. When a person sets the rule, other columns change as well and make the event.
  expires_at: {
    to: "now() + interval '200 days'",
    event: null,
    metadata: ["expiresAt"],
    copied: false,
  },
  locked_at: { to: "now()", event: "room.locked", metadata: ["locked"], copied: false },
  // These two change only together with locked_at.
  locked_by: { to: "'1'", event: null, copied: false },
  lock_reason: { to: "'Noise'", event: null, copied: false },
  trashed_at: { to: "now()", event: "room.deleted", copied: false },
  // These three change only together with trashed_at.
  trashed_by: { to: "'1'", event: null, copied: false },
  trash_reason: { to: "'deleted'", event: null, metadata: ["status"], copied: false },
  purge_at: { to: "now()", event: null, copied: false },
};

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
