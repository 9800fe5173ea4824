import { counted } from "@/lib/core/counted";
import type { Queryable } from "@/lib/db/queryable";
import type { Check } from "./check";

/** The migrations that Prisma recorded, if its table exists. */
interface Row {
  name: string;
  isFinished: boolean;
}

/** The schema must be exactly this version's: not newer, not half migrated and, once migrated, not older. */
export const schemaFits: Check = {
  part: "migrations",
  async examine({ db, migrations, isMigrated }) {
    const applied = await readApplied(db);
    const failed = applied.find(({ isFinished }) => !isFinished);
    if (failed) {
      return (
        `The database is half migrated: “${failed.name}” was started but not finished. Restore a backup, or repair it by hand, ` +
        "delete that row from _prisma_migrations, and start again."
      );
    }
    const known = new Set(migrations);
    const newer = applied.find(({ name }) => !known.has(name));
    if (newer) {
      return (
        `A newer version of Roomkeeper has migrated this database (“${newer.name}” is unknown here): ` +
        "start that version, or restore an older backup."
      );
    }
    const pending = isMigrated ? countPending(migrations, applied) : 0;
    if (pending === 0) return null;
    return `The database lacks ${counted(pending, "migration")} of this version: start Roomkeeper once, which applies them.`;
  },
};

function countPending(migrations: readonly string[], applied: readonly Row[]): number {
  const there = new Set(applied.map(({ name }) => name));
  return migrations.filter((name) => !there.has(name)).length;
}

async function readApplied(db: Queryable): Promise<Row[]> {
  const found = await db.query<{ hasTable: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as "hasTable"`,
  );
  if (!found.rows[0]?.hasTable) return [];
  const { rows } = await db.query<Row>(
    `select migration_name as name, finished_at is not null as "isFinished"
     from _prisma_migrations where rolled_back_at is null order by started_at`,
  );
  return rows;
}
