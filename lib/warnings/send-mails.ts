import { monotonicMs } from "@/lib/core/clock";
import { randomFraction } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { type JobResult, runJob } from "@/lib/jobs/run-job";
import { MailRefused, type MailServer, sendMail } from "@/lib/mail/send-mail";
import { type Context, systemContext } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import type { Services } from "@/lib/runtime/services";
import { claimMail, recordNotSent, recordSent } from "./claim-mail";
import { mailOf } from "./warning-mail";

/** The result of a run. `more` means that it reached its time limit and the next run continues. */
export interface Mails {
  sent: number;
  more: boolean;
  problems: string[];
}

/** The seconds before each further attempt. */
const WAITS_SECONDS = [60, 5 * 60, 30 * 60, 2 * 3_600, 6 * 3_600] as const;

/**
 * Sends the mails that are due, on one instance at a time. A mail of an instance that died while it sent it is sent again with the same
 * Message-ID. Does nothing without a mail server.
 */
export async function sendMails(
  services: Services,
  { waitScale = 1 }: { waitScale?: number } = {},
): Promise<JobResult<Mails>> {
  const server = env().smtp;
  if (!server || !(await isAnyDue(services))) return { ran: false };
  return runJob(services, "mail", async (_client, runId) => {
    const endsAt = monotonicMs() + LIMITS.sweepRunMs;
    const ctx = systemContext(services, "Roomkeeper", `run_${runId}`);
    const mails: Mails = { sent: 0, more: false, problems: [] };
    for (let id = await nextDue(services); id; id = await nextDue(services)) {
      await sendOne(ctx, { id, server, mails, waitScale });
      mails.more = monotonicMs() >= endsAt;
      if (mails.more) break;
    }
    mails.problems = [...new Set(mails.problems)];
    return mails;
  });
}

async function isAnyDue(services: Services): Promise<boolean> {
  return (await nextDue(services)) !== null;
}

async function nextDue({ pool }: Services): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from warning_mail where state in ('pending', 'sending') and due_at <= now()
     order by due_at, id limit 1`,
  );
  return rows[0]?.id ?? null;
}

async function sendOne(
  ctx: Context,
  {
    id,
    server,
    mails,
    waitScale,
  }: { id: string; server: MailServer; mails: Mails; waitScale: number },
): Promise<void> {
  const claimed = await claimMail(ctx, id);
  if (!claimed) return;
  try {
    await sendMail(server, mailOf(claimed, { secretBox: ctx.services.secretBox, env: env() }));
  } catch (error) {
    const refused = error instanceof MailRefused ? error : null;
    const problem = refused?.message ?? "The mail could not be made.";
    const wait = WAITS_SECONDS[claimed.attempts - 1];
    const isLast = refused?.isFinal || claimed.attempts >= LIMITS.mailAttemptsMax;
    const retrySeconds =
      isLast || wait === undefined ? null : wait * waitScale * (0.9 + randomFraction() * 0.2);
    mails.problems.push(problem);
    await recordNotSent(ctx, claimed, { problem, retrySeconds });
    return;
  }
  await recordSent(ctx, claimed);
  mails.sent += 1;
}
