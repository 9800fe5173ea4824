import { LIMITS } from "@/lib/core/limits";
import { type JobResult, runJob } from "@/lib/jobs/run-job";
import type { Services } from "@/lib/runtime/services";

export interface WebhooksReport {
  /** Attempts that got through since the last report, those that did not, and deliveries that are still to be made. */
  delivered: number;
  retried: number;
  waiting: number;
  problems: string[];
}

/** Records the results of the deliveries of all instances since the last report, and deletes former secrets whose overlap is over. */
export async function reportWebhooks(
  services: Services,
  problems: string[] = [],
): Promise<JobResult<WebhooksReport>> {
  return runJob(services, "webhooks", async (client, runId) => {
    await client.query(
      `update webhook set previous_secret_sealed = null, previous_secret_until = null
       where previous_secret_until <= now()`,
    );
    const { rows } = await client.query<Omit<WebhooksReport, "problems">>(
      `with since as (
         select coalesce(max(coalesce(last_started_at, started_at)), now() - make_interval(secs => $2::float8 / 1000)) as at
         from job_run where job = 'webhooks' and id <> $1
       ), tried as (
         select attempt.error is null as is_delivered from webhook_attempt attempt, since where attempt.at > since.at
       )
       select (select count(*)::int from tried where is_delivered) as delivered,
         (select count(*)::int from tried where not is_delivered) as retried,
         (select count(*)::int from webhook_delivery delivery join webhook on webhook.id = delivery.webhook_id
          where delivery.state = 'pending' and webhook.disabled_at is null) as waiting`,
      [runId, LIMITS.webhookReportMs],
    );
    const [tally = { delivered: 0, retried: 0, waiting: 0 }] = rows;
    return { ...tally, problems };
  });
}
