import pg from "pg";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { SecretBox } from "@/lib/core/secret-box";
import { UtcClient } from "@/lib/wire/utc-client";
import type { Part } from "./check";
import { examine } from "./examine";
import { readMigrationNames } from "./read-migration-names";

/** What an examination found. Sentences are for the operator's log: they may name folders and people who ask may be anybody. */
export interface Findings {
  /** Null when the database does not answer in time. */
  latencyMs: number | null;
  /** By part, for every check that failed. */
  sentences: Partial<Record<Part, string>>;
  /** Null when it is not known; false when writes are acknowledged before they are on disk. */
  isDurable: boolean | null;
}

export interface Examination {
  /** What is so now, at most half a second old; asked of the database once for all who ask at the same time. */
  current(): Promise<Findings>;
  /** Something happened that a sound database does not do: the next one to ask has it examined anew, over a new connection. */
  doubt(): void;
  close(): Promise<void>;
}

const AWAY: Findings = { latencyMs: null, sentences: {}, isDurable: null };

/** The examination of one process. It has a connection of its own, so that it tells of the database and not of a used-up pool. */
export function openExamination(options: {
  databaseUrl: string;
  secretBox: SecretBox;
  dataDir: string;
  /** Called when writes are possible again. */
  onWritable: () => void;
}): Examination {
  const { databaseUrl, secretBox, dataDir, onWritable } = options;
  const db = new pg.Pool({
    Client: UtcClient,
    connectionString: databaseUrl,
    max: 1,
    // A database that says nothing for so long is away; one that is slow is only slow.
    connectionTimeoutMillis: LIMITS.examinationWaitMs,
    query_timeout: LIMITS.examinationWaitMs,
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
    const subject = { db, secretBox, dataDir, migrations: await migrations, isMigrated: true };
    const problems = await examine(subject);
    const sentences = Object.fromEntries(problems.map(({ part, sentence }) => [part, sentence]));
    const canWrite = sentences.writing === undefined;
    if (canWrite && !couldWrite) onWritable();
    couldWrite = canWrite;
    // A session that may only read stays so, also when others may write again.
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
