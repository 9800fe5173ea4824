import type pg from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { LIMITS } from "@/lib/core/limits";
import { writeNewFile } from "@/lib/core/new-file";
import { withSum } from "@/lib/core/summed-lines";
import { requireOperator } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import packageFile from "@/package.json";
import {
  BACKUP_FORMAT,
  type BackupHeader,
  CHECK_PLACE,
  CHECK_TEXT,
  type RowCounts,
} from "./backup-format";
import { KEPT_TABLES } from "./backup-tables";
import { sealSecret } from "./passphrase";
import { readMigration, readSequences, readTables, type TableFacts } from "./schema-facts";

export interface BackupRequest {
  /** Where to write it; packed when the name ends in `.gz`. */
  file: string;
  /** The instance's secret to put into it, sealed with a passphrase. */
  secret?: { secrets: readonly string[]; passphrase: string };
  /** Called after each table. */
  onTable?: (table: string, rows: number) => void;
}

/**
 * Writes the whole instance to one new file: every row of every table in the backup, from one snapshot, while other writes continue. Room
 * passwords stay sealed. The backup is audited once the file is complete. Throws `already_exists` if there is a file of that name. Never
 * leaves an incomplete file.
 */
export async function writeBackup(
  ctx: Context,
  request: BackupRequest,
): Promise<{ rows: RowCounts; migration: string }> {
  return withRefusalAudit(ctx, { action: "backup.create" }, async () => {
    requireOperator(ctx.actor);
    const { pool, secretBox } = ctx.services;
    const { secret } = request;
    const sealed = secret ? await sealSecret(secret.secrets.join(","), secret.passphrase) : null;
    const check = secretBox.seal(CHECK_TEXT, CHECK_PLACE);
    const db = await pool.connect();
    const rows: RowCounts = {};
    let migration = "";
    let broken: Error | undefined;
    try {
      await db.query("begin isolation level repeatable read read only");
      await db.query(
        "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0",
      );
      const header = await headerOf(db, { check, secret: sealed });
      migration = header.migration;
      const lines = linesOf(db, header, rows, request.onTable);
      await writeNewFile(
        request.file,
        withSum(lines, () => ({ rows })),
      );
      await db.query("commit");
    } catch (error) {
      await db.query("rollback").catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      db.release(broken);
    }
    const detail = {
      rooms: rows.room ?? 0,
      tables: KEPT_TABLES.length,
      withSecret: Boolean(secret),
    };
    await recordAudit(pool, ctx, { action: "backup.create", outcome: "done", detail });
    return { rows, migration };
  });
}

async function headerOf(
  db: pg.PoolClient,
  given: Pick<BackupHeader, "check" | "secret">,
): Promise<BackupHeader> {
  const { rows } = await db.query<{ at: Date }>("select now() as at");
  const tables = await readTables(db);
  const kept = KEPT_TABLES.map((name) => tables.find((table) => table.name === name)).filter(
    (table): table is TableFacts => table !== undefined,
  );
  return {
    roomkeeper: "backup",
    format: BACKUP_FORMAT,
    app: packageFile.version,
    migration: await readMigration(db),
    at: rows[0]?.at.toISOString() ?? "",
    tables: kept.map(({ name, columns }) => ({ name, columns })),
    sequences: await readSequences(db),
    ...given,
  };
}

async function* linesOf(
  db: pg.PoolClient,
  header: BackupHeader,
  counts: RowCounts,
  onTable: BackupRequest["onTable"],
): AsyncGenerator<string> {
  yield JSON.stringify(header);
  const facts = await readTables(db);
  for (const { name } of header.tables) {
    yield JSON.stringify({ table: name });
    counts[name] = 0;
    const key = facts.find((table) => table.name === name)?.key ?? [];
    for await (const row of rowsOf(db, name, key)) {
      counts[name] += 1;
      yield `[${row}]`;
    }
    onTable?.(name, counts[name]);
  }
}

/** The rows of a table as Postgres writes them in JSON, in order of its key, through a cursor. */
async function* rowsOf(db: pg.PoolClient, table: string, key: string[]): AsyncGenerator<string> {
  const order = key.length > 0 ? `order by ${key.map((column) => `"${column}"`).join(", ")}` : "";
  await db.query(
    `declare backup no scroll cursor for select to_jsonb(t)::text as line from "${table}" t ${order}`,
  );
  for (;;) {
    const { rows } = await db.query<{ line: string }>(
      `fetch ${LIMITS.backupFetchRows} from backup`,
    );
    for (const { line } of rows) yield line;
    if (rows.length < LIMITS.backupFetchRows) break;
  }
  await db.query("close backup");
}
