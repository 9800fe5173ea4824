import { setMaxListeners } from "node:events";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import { sentenceOf } from "@/lib/jobs/run-job";
import type { Services } from "@/lib/runtime/services";
import { attemptDelivery, type Delivering } from "./attempt-delivery";
import { type Claimed, claimDeliveries } from "./claim-deliveries";
import { makeDeliveries } from "./make-deliveries";
import { reportWebhooks } from "./report-webhooks";

export interface Webhooks {
  /** Claims no more deliveries, waits for the attempts in flight, and finally aborts those without a reply. */
  stop(): Promise<void>;
}

export interface WebhooksOptions extends Omit<Delivering, "signal"> {
  lookMs?: number;
  reportMs?: number;
  claimMs?: number;
}

/**
 * Delivers webhooks on this instance until it is stopped: numbers events, makes deliveries from them, and makes the attempts that are
 * due, a few at the same time. Every instance runs it and claims deliveries in Postgres. A failed round is reported and repeated.
 */
export function startWebhooks(services: Services, options: WebhooksOptions = {}): Webhooks {
  const { lookMs = LIMITS.webhookLookMs, reportMs = LIMITS.webhookReportMs } = options;
  const { claimMs = LIMITS.webhookClaimMs } = options;
  const { pool, events, kinds } = services;
  const underWay = new Map<Promise<void>, Claimed>();
  const stopping = new AbortController();
  // Every attempt in flight adds a listener, and Node warns about more than ten.
  setMaxListeners(0, stopping.signal);
  const problems: string[] = [];
  const reporting = startReports(services, reportMs, problems);
  let timer: NodeJS.Timeout | undefined;
  let going: Promise<void> | undefined;
  let isWoken = false;
  let isStopped = false;

  function onError(error: unknown): void {
    if (problems.length < LIMITS.webhookProblemsMax) problems.push(sentenceOf(error));
  }

  function wake(): void {
    isWoken = true;
    if (isStopped || going) return;
    clearTimeout(timer);
    going = round()
      .catch(onError)
      .then(() => {
        going = undefined;
        if (isStopped) return;
        const afterMs = isWoken ? 0 : lookMs * (0.9 + randomFraction() * 0.2);
        timer = setTimeout(wake, afterMs);
        timer.unref();
      });
  }

  async function round(): Promise<void> {
    isWoken = false;
    // The event feed does this as well; here it must not depend on it.
    await pool.query("select sequence_events($1, true)", [LIMITS.eventsSequencedMax]);
    if ((await makeDeliveries(pool, kinds)) > 0) isWoken = true;
    const free = LIMITS.webhooksInFlightMax - underWay.size;
    if (free <= 0 || isStopped) return;
    const failing = [...underWay.values()].filter(({ isFailing }) => isFailing).length;
    const failingLimit = Math.max(0, LIMITS.webhooksFailingInFlightMax - failing);
    const claiming = { limit: free, failingLimit, claimMs };
    for (const claimed of await claimDeliveries(pool, claiming)) begin(claimed);
  }

  function begin(claimed: Claimed): void {
    const attempt: Promise<void> = attemptDelivery(services, claimed, {
      ...options,
      signal: stopping.signal,
    })
      .then(() => {}, onError)
      .then(() => {
        underWay.delete(attempt);
        wake();
      });
    underWay.set(attempt, claimed);
  }

  const unfollow = events.follow(wake);
  wake();
  return {
    async stop() {
      isStopped = true;
      unfollow();
      clearTimeout(timer);
      await going;
      const alarm = setTimeout(() => stopping.abort(), LIMITS.webhookStopMs);
      await Promise.all(underWay.keys());
      clearTimeout(alarm);
      await reporting.stop();
    },
  };
}

/** Makes the report for the admin's page each minute, on one of the instances, with the problems of this instance. */
function startReports(services: Services, everyMs: number, problems: string[]) {
  let last: Promise<unknown> = Promise.resolve();
  const report = () => {
    const taken = problems.splice(0);
    last = reportWebhooks(services, taken)
      .then(({ ran }) => ran)
      .catch(() => false)
      .then((isTold) => {
        if (!isTold) problems.unshift(...taken);
      });
  };
  report();
  const timer = setInterval(report, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}
