import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Queryable } from "@/lib/db/queryable";
import { UtcClient } from "@/lib/db/utc-client";
import { forgetCanary } from "@/lib/examination/canary";
import { requireOperator } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { type BackupHeader, type RowCounts, readBackup } from "./backup-format";
import { findSecret, requireKnownSeals } from "./backup-secret";
import { KEPT_TABLES } from "./backup-tables";
import { isEmpty, requireEmpty } from "./require-empty";
import { readMigration, readTables } from "./schema-facts";

export interface RestoreRequest {
  file: string;
  databaseUrl: string;
  /** The secrets of this instance, newest first. */
  secrets: readonly string[];
  passphrase?: string;
  /** Whether to replace existing data. Without it, the instance must be empty. */
  replaces?: boolean;
  /** Puts the backup's secret in front of the instance's own, before anything is committed; the result takes it back. */
  keepSecrets?: (secrets: readonly string[]) => Promise<() => Promise<void>>;
  onTable?: (table: string, rows: number) => void;
}

export interface Restored {
  rows: RowCounts;
  /** When the backup was made, ISO 8601. */
  madeAt: string;
  /** Whether the backup contained its secret, which is now also the instance's. */
  broughtSecret: boolean;
}

/**
 * Restores a whole instance from one file in one transaction. The file is read completely and checked before the database is changed. No
 * events are written. Throws `corrupt`, `invalid_document` (not a backup, or one of another version), `forbidden` (another secret) and
 * `conflict` (the instance is not empty, or a server is running on it).
 */
export async function restoreBackup(ctx: Context, request: RestoreRequest): Promise<Restored> {
  requireOperator(ctx.actor);
  let found: BackupHeader | undefined;
  await readBackup(request.file, {
    onHeader: (header) => {
      found = header;
    },
  });
  if (!found) throw new RoomkeeperError("corrupt", "This backup has no beginning.");
  const header = found;
  const db = new UtcClient({
    connectionString: request.databaseUrl,
    application_name: "roomkeeper restore",
  });
  db.on("error", () => {});
  await db.connect();
  let takeBack = async () => {};
  try {
    const secret = await findSecretFor(db, header, request);
    await requireSameMigration(db, header);
    await db.query("begin");
    await db.query(
      "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0",
    );
    await emptyTables(db, request.replaces === true);
    const rows = await putRows(db, { ...request, secrets: secret.secrets });
    await setSequences(db, header);
    await requireCounts(db, rows);
    const detail = { madeAt: header.at, rooms: rows.room ?? 0 };
    await recordAudit(db, ctx, { action: "backup.restore", outcome: "done", detail });
    if (secret.isBrought) takeBack = (await request.keepSecrets?.(secret.secrets)) ?? takeBack;
    await db.query("commit");
    return { rows, madeAt: header.at, broughtSecret: secret.isBrought };
  } catch (error) {
    await db.query("rollback").catch(() => {});
    await takeBack();
    throw error;
  } finally {
    await db.end();
  }
}

/** A refusal leaves an empty instance open for the secret that the operator puts in place next. */
async function findSecretFor(db: Queryable, header: BackupHeader, request: RestoreRequest) {
  try {
    return await findSecret(header, request);
  } catch (refusal) {
    if (await isEmpty(db)) await forgetCanary(db);
    throw refusal;
  }
}

async function requireSameMigration(db: Queryable, header: BackupHeader): Promise<void> {
  const own = await readMigration(db);
  if (own === header.migration) return;
  const way =
    header.migration > own
      ? `Restore it with Roomkeeper ${header.app} or a newer one.`
      : `Restore it with Roomkeeper ${header.app}, then start this version on it, which brings it up to date.`;
  throw new RoomkeeperError(
    "invalid_document",
    `This backup was made by Roomkeeper ${header.app} at ${header.migration}; this instance is at ${own}. ${way}`,
  );
}

/** Empties every table and locks them until the restore has ended. Unless `replaces` is set, throws if data would be lost. */
async function emptyTables(db: Queryable, replaces: boolean): Promise<void> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name in ('roomkeeper', 'roomkeeper events')
       -- A running server queries events every second. Behind a pooler, sessions have the name of their last user.
       and (state <> 'idle' or state_change > clock_timestamp() - interval '10 seconds')`,
  );
  if (rows[0]?.n) {
    throw new RoomkeeperError(
      "conflict",
      "A Roomkeeper is running on this database. Stop it first.",
    );
  }
  const tables = (await readTables(db)).filter(({ name }) => name !== "_prisma_migrations");
  const list = tables.map(({ name }) => `"${name}"`).join(", ");
  await db.query(`lock table ${list} in access exclusive mode`);
  if (!replaces) await requireEmpty(db);
  await db.query(`truncate ${list}`);
}

async function putRows(db: Queryable, request: RestoreRequest): Promise<RowCounts> {
  let header: BackupHeader | undefined;
  const trigger = (state: "disable" | "enable", table: string) =>
    db.query(`alter table "${table}" ${state} trigger user`);
  for (const table of KEPT_TABLES) await trigger("disable", table);
  const rows = await readBackup(request.file, {
    onHeader(given) {
      header = given;
    },
    async onRows(table, lines) {
      requireKnownSeals(lines, request.secrets);
      const columns = header?.tables.find(({ name }) => name === table)?.columns ?? [];
      const names = columns.map((column) => `"${column}"`).join(", ");
      await db.query(
        `insert into "${table}" (${names})
         select ${names} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
        [`[${lines.join(",")}]`],
      );
    },
  });
  for (const table of KEPT_TABLES) await trigger("enable", table);
  for (const [table, count] of Object.entries(rows)) request.onTable?.(table, count);
  return rows;
}

/** Sets each sequence to its value in the backup, which may be larger than the largest id in the table. */
async function setSequences(db: Queryable, header: BackupHeader): Promise<void> {
  for (const { table, column, last } of header.sequences) {
    await db.query(
      "select setval(pg_get_serial_sequence(quote_ident($1), $2), greatest($3::bigint, 1), $3::bigint > 0)",
      [table, column, last],
    );
  }
}

async function requireCounts(db: Queryable, rows: RowCounts): Promise<void> {
  for (const table of KEPT_TABLES) {
    const counted = await db.query<{ n: string }>(`select count(*) as n from "${table}"`);
    if (Number(counted.rows[0]?.n) !== (rows[table] ?? 0)) {
      throw new RoomkeeperError("corrupt", `The table ${table} was not restored completely.`);
    }
  }
}
