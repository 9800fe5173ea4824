import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { UtcClient } from "@/lib/db/utc-client";

/**
 * The key of the advisory lock with which instances that start at the same time migrate one after the other. The number has no meaning.
 */
const MIGRATIONS = 7_666_538;
const LOCK_NOT_AVAILABLE = "55P03";

interface Holder {
  pid: number;
  program: string;
  address: string | null;
  since: Date | null;
}

/**
 * Runs `work` under a lock that keeps other instances from migrating this database. The lock belongs to a transaction, so that a pooler
 * cannot keep it on a session that others use. If the lock does not become free in time, throws `unavailable` with the name of the
 * program that holds it.
 */
export async function withMigrationLock<T>(
  url: string,
  work: () => Promise<T>,
  waitMs: number = LIMITS.migrationWaitMs,
): Promise<T> {
  const turn = new UtcClient({ connectionString: url, application_name: "roomkeeper migration" });
  turn.on("error", () => {});
  await turn.connect();
  try {
    await turn.query("begin");
    await turn.query(`set local lock_timeout = ${waitMs}`);
    // Waiting for the lock and holding it while idle may take longer than the limits of other statements.
    await turn.query("set local statement_timeout = 0");
    await turn.query("set local idle_in_transaction_session_timeout = 0");
    await acquireLock(turn);
    const result = await work();
    await turn.query("commit");
    return result;
  } finally {
    await turn.end().catch(() => {});
  }
}

async function acquireLock(turn: UtcClient): Promise<void> {
  try {
    await turn.query("select pg_advisory_xact_lock($1)", [MIGRATIONS]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    await turn.query("rollback");
    throw new RoomkeeperError("unavailable", sentenceAbout(await findHolder(turn)), {}, error);
  }
}

/** https://www.postgresql.org/docs/current/view-pg-locks.html: a key of one number is stored as two halves. */
async function findHolder(turn: UtcClient): Promise<Holder | undefined> {
  const { rows } = await turn.query<Holder>(
    `select activity.pid, activity.application_name as program, host(activity.client_addr) as address,
       coalesce(activity.xact_start, activity.backend_start) as since
     from pg_locks lock join pg_stat_activity activity using (pid)
     where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 1 and lock.classid = 0 and lock.objid = $1
       and lock.database = (select oid from pg_database where datname = current_database())`,
    [MIGRATIONS],
  );
  return rows[0];
}

function sentenceAbout(holder: Holder | undefined): string {
  if (!holder) return "Another instance is migrating this database: start again when it has ended.";
  const { pid, program, address, since } = holder;
  const from = address === null ? "" : ` from ${address}`;
  const when = since === null ? "" : ` since ${since.toISOString()}`;
  return (
    `The lock for migrating this database is held by “${program || "a program without a name"}”${from}${when}: start again when ` +
    `that has ended, or end it with SELECT pg_terminate_backend(${pid}).`
  );
}
