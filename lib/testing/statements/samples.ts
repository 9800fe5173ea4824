import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { listAudit } from "@/lib/audit/list-audit";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import { listAgreements } from "@/lib/match/agreed/list-agreements";
import { listFreshMatches } from "@/lib/match/list-fresh-matches";
import { listSpaceRooms } from "@/lib/match/list-space-rooms";
import { countLeavingRooms } from "@/lib/rooms/count-leaving-rooms";
import { countOwnRooms } from "@/lib/rooms/count-own-rooms";
import { listExpiries } from "@/lib/rooms/list-expiries";
import { listOwnRooms } from "@/lib/rooms/list-own-rooms";
import { listRoomIds } from "@/lib/rooms/list-room-ids";
import { listRoomNames } from "@/lib/rooms/list-room-names";
import { ACTIVITIES, RoomsFilter, SORTS, STATUSES, TYPES } from "@/lib/rooms/rooms-filter";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { inTransaction } from "@/lib/runtime/transaction";
import { pruneRows } from "@/lib/sweeper/prune-rows";
import { admin, ines } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { SETUP } from "@/lib/testing/fresh-services";
import { TEST_SECRET } from "@/lib/testing/test-secret";

/** Every value of each part of the filter, and everything at once. */
const FILTERS = [
  ...STATUSES.map((status) => ({ status })),
  ...TYPES.map((type) => ({ type })),
  ...ACTIVITIES.map((activity) => ({ activity })),
  ...SORTS.map((sort) => ({ sort })),
  { q: "a", whose: "everyone", status: "any", type: "other", activity: "quiet" },
].map((fields) => RoomsFilter.parse(fields));

async function eachFilter(run: (ctx: Context, filter: RoomsFilter) => Promise<unknown>) {
  for (const filter of FILTERS) await run(filter.whose === "mine" ? ines : admin, filter);
}

/**
 * For each file with a statement whose text is known only when the code runs: code that runs it, or a text for the part that is not in the
 * code.
 */
export const SAMPLES: Record<string, string | ((spaceId: string) => Promise<unknown>)> = {
  "lib/audit/list-audit.ts": () => listAudit(admin, { search: "a" }),
  "lib/backup/restore-backup.ts": backUpAndRestore,
  "lib/backup/write-backup.ts": backUpAndRestore,
  "lib/embedded-postgres/app-database.ts": "a password",
  "lib/embedded-postgres/limit-role.ts": "lock_timeout",
  "lib/match/agreed/list-agreements.ts": () => listAgreements(ines, { whose: "mine" }),
  "lib/match/list-fresh-matches.ts": () =>
    listFreshMatches(ines, { whose: "mine", days: 1, limit: 1 }),
  "lib/match/list-space-rooms.ts": listRoomsOfSpace,
  "lib/people/export-account.ts": "''",
  "lib/rooms/count-leaving-rooms.ts": () => countLeavingRooms(ines),
  "lib/rooms/count-own-rooms.ts": () => eachFilter(countOwnRooms),
  "lib/rooms/list-expiries.ts": () =>
    listExpiries(ines, { whose: "mine", days: 2, timeZone: "Europe/Berlin" }),
  "lib/rooms/list-own-rooms.ts": () =>
    eachFilter(async (ctx, filter) => {
      await listOwnRooms(ctx, { filter });
      await listOwnRooms(ctx, { filter, isLeaving: true });
    }),
  "lib/rooms/list-room-ids.ts": () => eachFilter((ctx, filter) => listRoomIds(ctx, { filter })),
  "lib/rooms/list-room-names.ts": () => listRoomNames(ines, { roomIds: ["rm_1"], limit: 1 }),
  "lib/runtime/migrate.ts": "",
  "lib/sweeper/prune-rows.ts": () => inTransaction(getServices().pool, pruneRows),
};

async function backUpAndRestore(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-statements-"));
  const database = await freshDatabase();
  const file = path.join(folder, "backup");
  const secrets = [TEST_SECRET];
  await writeBackup(SETUP, { file });
  await restoreBackup(SETUP, { file, databaseUrl: database.url, secrets });
  await database.drop();
  await rm(folder, { recursive: true });
}

async function listRoomsOfSpace(spaceId: string): Promise<void> {
  const token = { kind: "token", id: "tk_1", chainId: "tk_1", name: "test", spaceId } as const;
  const ctx = contextOf({ ...token, scopes: ["rooms:read"] });
  for (const view of ["summary", "document"] as const) {
    for (const sort of ["lastActivity", "createdAt", "name"] as const) {
      const query = { sort, view, limit: 1, total: true };
      await listSpaceRooms(ctx, query);
      await listSpaceRooms(ctx, { ...query, owner: "7", type: "solo", q: "a" });
    }
  }
}
