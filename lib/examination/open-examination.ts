import pg from "pg";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { SecretBox } from "@/lib/core/secret-box";
import { UtcClient } from "@/lib/db/utc-client";
import type { Part } from "./check";
import { examine } from "./examine";
import { readMigrationNames } from "./read-migration-names";

/** The results of the checks. The sentences are only for the operator's log, because they may name folders, and health is public. */
export interface Findings {
  /** Null if the database does not answer in time. */
  latencyMs: number | null;
  /** The sentence of each failed check, by part. */
  sentences: Partial<Record<Part, string>>;
  /** Null if unknown; false if the database acknowledges writes before they are on disk. */
  isDurable: boolean | null;
}

export interface Examination {
  /** The current results, at most half a second old. Callers at the same time share one query of the database. */
  current(): Promise<Findings>;
  /** Call this after an error that a working database does not cause: the next call of `current` checks again over a new connection. */
  doubt(): void;
  close(): Promise<void>;
}

const AWAY: Findings = { latencyMs: null, sentences: {}, isDurable: null };

/** The checks of one process. They have their own connection, so that an exhausted pool does not look like a failed database. */
export function openExamination(options: {
  databaseUrl: string;
  secretBox: SecretBox;
  dataDir: string;
  freeBytes?: (() => Promise<number | null>) | undefined;
  /** After this time without an answer the database counts as unavailable; `LIMITS.examinationWaitMs` unless given. */
  waitMs?: number | undefined;
  /** Called once writes are possible again. */
  onWritable: () => void;
}): Examination {
  const {
    databaseUrl,
    secretBox,
    dataDir,
    freeBytes,
    onWritable,
    waitMs = LIMITS.examinationWaitMs,
  } = options;
  const db = new pg.Pool({
    Client: UtcClient,
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: waitMs,
    query_timeout: waitMs,
    application_name: "roomkeeper examination",
  });
  // Without a listener a stopping server would end the process.
  db.on("error", () => {});
  let migrations: Promise<string[]> | undefined;
  let underWay: Promise<Findings> | undefined;
  let isDoubted = false;
  let couldWrite = true;
  let kept: { at: number; findings: Findings } | undefined;

  async function look(): Promise<Findings> {
    migrations ??= readMigrationNames();
    if (isDoubted) await closeIdle(db);
    isDoubted = false;
    const startedMs = monotonicMs();
    const isDurable = await readDurability(db);
    const latencyMs = Math.round((monotonicMs() - startedMs) * 10) / 10;
    const subject = { db, secretBox, dataDir, freeBytes, migrations: await migrations };
    const problems = await examine({ ...subject, isMigrated: true });
    const sentences = Object.fromEntries(problems.map(({ part, sentence }) => [part, sentence]));
    const canWrite = sentences.writing === undefined;
    if (canWrite && !couldWrite) onWritable();
    couldWrite = canWrite;
    // A read-only session stays read-only even when the database accepts writes again.
    isDoubted ||= !canWrite;
    return { latencyMs, sentences, isDurable };
  }

  return {
    async current() {
      if (kept && monotonicMs() - kept.at < LIMITS.examinationKeptMs) return kept.findings;
      underWay ??= look()
        .catch(() => AWAY)
        .then((findings) => {
          kept = { at: monotonicMs(), findings };
          underWay = undefined;
          return findings;
        });
      return underWay;
    },
    doubt() {
      isDoubted = true;
      kept = undefined;
    },
    async close() {
      await underWay;
      await db.end();
    },
  };
}

async function closeIdle(db: pg.Pool): Promise<void> {
  if (db.idleCount > 0) (await db.connect()).release(true);
}

async function readDurability(db: pg.Pool): Promise<boolean> {
  const { rows } = await db.query<{ commit: string; fsync: string }>(
    "select current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync",
  );
  const [settings] = rows;
  return settings?.commit !== "off" && settings?.fsync !== "off";
}
