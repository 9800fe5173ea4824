import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { requireJobAdmin } from "./job-policy";
import { JOBS, type Job, type JobRun } from "./jobs";

export interface JobState extends Job {
  /** Newest first. */
  runs: JobRun[];
  last: JobRun | null;
  /** When it runs next, if an instance is up; null if nothing is planned. */
  nextAt: Date | null;
  failedRecently: number;
}

/** Every job with its latest runs; for admins only (`not_found` for others). */
export async function listJobs(ctx: Context): Promise<JobState[]> {
  requireJobAdmin(ctx.actor);
  const { rows } = await ctx.services.pool.query<JobRun & { job: string }>(
    `select run.* from unnest($1::text[]) as asked(name) cross join lateral (
       select job, id::text, runs, started_at as "startedAt",
         coalesce(last_started_at, started_at) as "lastStartedAt", finished_at as "finishedAt", outcome, instance, detail
       from job_run where job = asked.name order by started_at desc, id desc limit $2) run`,
    [JOBS.map((job) => job.name), LIMITS.jobRunsShown],
  );
  const due = await ctx.services.pool.query<Record<"plex" | "mail" | "push", Date | null>>(
    `select (select min(due_at) from plex_server) as plex,
       least((select min(due_at) from warning_mail where state in ('pending', 'sending')),
         (select min(due_at) from address_request where state in ('pending', 'sending'))) as mail,
       (select min(due_at) from warning_push where state in ('pending', 'sending')) as push`,
  );
  return JOBS.map((job) => {
    const runs = rows.filter((run) => run.job === job.name);
    const [last = null] = runs;
    return {
      ...job,
      runs,
      last,
      nextAt:
        job.name === "plex" || job.name === "mail" || job.name === "push"
          ? (due.rows[0]?.[job.name] ?? null)
          : last && new Date(last.lastStartedAt.getTime() + job.everyMs),
      failedRecently: runs.filter((run) => run.outcome === "failed").length,
    };
  });
}
