import { createHash } from "node:crypto";
import { monotonicMs, now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import { type JobResult, runJob } from "@/lib/jobs/run-job";
import type { Posted } from "@/lib/outbound/post-message";
import type { PushBounds } from "@/lib/push/check-push-target";
import { sendPush } from "@/lib/push/send-push";
import { type Context, systemContext } from "@/lib/runtime/context";
import type { Services } from "@/lib/runtime/services";
import {
  type ClaimedPush,
  claimPush,
  recordPushGone,
  recordPushNotSent,
  recordPushSent,
} from "./claim-push";
import { pushMessage } from "./push-message";

/** The result of a run. `more` means that it reached its time limit and the next run continues. */
export interface Pushes {
  sent: number;
  more: boolean;
  problems: string[];
}

/** Options that tests use to shorten waits and to reach a push service on this machine. */
export interface PushSending {
  waitScale?: number;
  bounds?: PushBounds;
}

/** The seconds before each further attempt. */
const WAITS_SECONDS = [60, 10 * 60, 60 * 60] as const;

/**
 * Sends the push messages that are due, on one instance at a time: those of several people at once, so that one slow push service does not
 * hold up the others. A message of an instance that died while it sent it is sent again, and replaces the first one in the browser.
 */
export async function sendPushes(
  services: Services,
  sending: PushSending = {},
): Promise<JobResult<Pushes>> {
  if ((await listDue(services)).length === 0) return { ran: false };
  return runJob(services, "push", async (_client, runId) => {
    const endsAt = monotonicMs() + LIMITS.sweepRunMs;
    const ctx = systemContext(services, "Roomkeeper", `run_${runId}`);
    const pushes: Pushes = { sent: 0, more: false, problems: [] };
    for (let due = await listDue(services); due.length > 0; due = await listDue(services)) {
      await Promise.all(due.map((id) => sendOne(ctx, { id, pushes, sending })));
      pushes.more = monotonicMs() >= endsAt;
      if (pushes.more) break;
    }
    pushes.problems = [...new Set(pushes.problems)];
    return pushes;
  });
}

/** The ids of the messages that are due first, one for each person. */
async function listDue({ pool }: Services): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from (
       select distinct on (person_id) id, due_at from warning_push
       where state in ('pending', 'sending') and due_at <= now() order by person_id, due_at, id
     ) due order by due_at, id limit $1`,
    [LIMITS.pushAtOnceMax],
  );
  return rows.map(({ id }) => id);
}

async function sendOne(
  ctx: Context,
  { id, pushes, sending }: { id: string; pushes: Pushes; sending: PushSending },
): Promise<void> {
  const push = await claimPush(ctx, id);
  if (!push) return;
  const posted = await post(ctx, push, sending.bounds);
  if (posted?.status === 404 || posted?.status === 410) return recordPushGone(ctx, push);
  if (posted && posted.error === null) {
    await recordPushSent(ctx, push);
    pushes.sent += 1;
    return;
  }
  const problem = problemText(posted);
  const wait = WAITS_SECONDS[push.attempts - 1];
  const isLast = isFinal(posted) || push.attempts >= LIMITS.pushAttemptsMax || wait === undefined;
  const asked = Math.max(wait ?? 0, posted?.retryAfterSeconds ?? 0);
  const retrySeconds = isLast
    ? null
    : asked * (sending.waitScale ?? 1) * (0.9 + randomFraction() * 0.2);
  pushes.problems.push(problem);
  await recordPushNotSent(ctx, push, { problem, retrySeconds });
}

/** Null if the message could not be made, because a stored key cannot be opened here. */
async function post(ctx: Context, push: ClaimedPush, bounds?: PushBounds): Promise<Posted | null> {
  const { subscription, room, leavesAt } = push;
  const topic = createHash("sha256").update(room.id).digest("base64url").slice(0, 32);
  const keptSeconds = (leavesAt.getTime() - now().getTime()) / 1000;
  try {
    const sent = { subscription, message: pushMessage(push), topic, keptSeconds };
    return await sendPush(ctx, sent, bounds);
  } catch {
    return null;
  }
}

/** Whether another attempt would be refused as well. */
function isFinal(posted: Posted | null): boolean {
  const status = posted?.status ?? 0;
  return posted === null || (status >= 300 && status < 500 && status !== 429);
}

/** The address is the browser's own affair, so it is not in the text. */
function problemText(posted: Posted | null): string {
  if (!posted) return "The message could not be made.";
  if (posted.status === null) return "The push service could not be reached.";
  return `The push service did not take the message (${posted.status}).`;
}
