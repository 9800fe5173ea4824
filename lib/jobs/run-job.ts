import { hostname } from "node:os";
import type pg from "pg";
import type { Services } from "@/lib/runtime/services";
import type { JobName } from "./jobs";

export interface JobResult<T> {
  /** False if another instance is running the job. */
  ran: boolean;
  detail?: T;
}

/** The counts of a run, and the problems in parts of it. */
export interface JobDetail {
  problems: string[];
}

/**
 * Runs a job unless another instance is running it, and records the run, even a failed one. Consecutive runs in which nothing was
 * due share a row. The job is protected by an advisory lock of a transaction that stays open during the run, so a crashed instance
 * loses the lock immediately, even behind a pooler. The next run closes a row that the crashed instance left as running.
 *
 * @param work gets its own connection and the id of the run
 */
export async function runJob<T extends JobDetail>(
  { pool }: Pick<Services, "pool">,
  job: JobName,
  work: (client: pg.PoolClient, runId: string) => Promise<T>,
): Promise<JobResult<T>> {
  const holder = await pool.connect();
  let isBroken = true;
  try {
    await holder.query("begin");
    await holder.query("set local idle_in_transaction_session_timeout = 0");
    const lock = await holder.query<{ held: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('job/' || $1, 20261121)) as held",
      [job],
    );
    const result = lock.rows[0]?.held ? await runHeld(pool, job, work) : { ran: false };
    await holder.query("rollback");
    isBroken = false;
    return result;
  } finally {
    // A connection that may still hold the lock is closed, which releases the lock.
    holder.release(isBroken);
  }
}

async function runHeld<T extends JobDetail>(
  pool: pg.Pool,
  job: JobName,
  work: (client: pg.PoolClient, runId: string) => Promise<T>,
): Promise<JobResult<T>> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    const runId = await beginRun(client, job);
    try {
      const detail = await work(client, runId);
      await endRun(client, runId, detail.problems.length > 0 ? "failed" : "done", detail);
      isBroken = false;
      return { ran: true, detail };
    } catch (error) {
      await client.query("rollback");
      await endRun(client, runId, "failed", { problems: [sentenceOf(error)] });
      isBroken = false;
      throw error;
    }
  } finally {
    client.release(isBroken);
  }
}

/** One sentence for the admin's page; never a value of a row. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : "Something unknown went wrong.";
}

async function beginRun(client: pg.PoolClient, job: JobName): Promise<string> {
  await client.query(
    `update job_run set outcome = 'failed', finished_at = now(),
       detail = '{"problems":["The instance stopped before this run ended."]}'
     where job = $1 and outcome = 'running'`,
    [job],
  );
  const { rows } = await client.query<{ id: string }>(
    "insert into job_run (job, instance) values ($1, $2) returning id",
    [job, `${hostname()}:${process.pid}`],
  );
  return String(rows[0]?.id);
}

async function endRun(
  client: pg.PoolClient,
  runId: string,
  outcome: "done" | "failed",
  detail: JobDetail,
): Promise<void> {
  const idle = outcome === "done" && isIdle(detail);
  if (idle && (await foldRun(client, runId))) return;
  await client.query(
    `update job_run set outcome = $2, finished_at = clock_timestamp(), detail = $3, idle = $4
     where id = $1`,
    [runId, outcome, JSON.stringify(detail), idle],
  );
}

/** Whether every count of a run is zero. */
function isIdle(detail: object): boolean {
  return Object.values(detail).every((value) =>
    typeof value === "object" && value !== null ? isIdle(value) : !value,
  );
}

/** Adds an idle run to the row of the previous run if that was idle too. Returns false if it was not. */
async function foldRun(client: pg.PoolClient, runId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `with this as (
       select id, job, instance, started_at from job_run where id = $1
     ), before as (
       select run.id, run.idle from job_run run join this on run.job = this.job and run.id <> this.id
       order by run.started_at desc, run.id desc limit 1
     ), folded as (
       update job_run run set runs = run.runs + 1, last_started_at = this.started_at,
         finished_at = clock_timestamp(), instance = this.instance
       from this, before where run.id = before.id and before.idle returning run.id
     )
     delete from job_run where id = $1 and exists (select 1 from folded)`,
    [runId],
  );
  return rowCount === 1;
}
