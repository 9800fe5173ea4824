import {
  claimRequest,
  recordRequestNotSent,
  recordRequestSent,
} from "@/lib/addresses/claim-request";
import { requestMail } from "@/lib/addresses/request-mail";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import { type JobResult, runJob } from "@/lib/jobs/run-job";
import { type Mail, MailRefused, type MailServer, sendMail } from "@/lib/mail/send-mail";
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
    for (let due = await nextDue(services); due; due = await nextDue(services)) {
      await sendOne(ctx, { due, server, mails, waitScale });
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

/** A mail that waits: a warning about a room, or the question whether an address is right. */
interface DueMail {
  id: string;
  kind: "warning" | "address";
}

async function nextDue({ pool }: Services): Promise<DueMail | null> {
  const { rows } = await pool.query<DueMail>(
    `select id, kind from (
       select id, 'warning' as kind, due_at from warning_mail where state in ('pending', 'sending') and due_at <= now()
       union all
       select id, 'address', due_at from address_request where state in ('pending', 'sending') and due_at <= now()
     ) due order by due_at, id limit 1`,
  );
  return rows[0] ?? null;
}

/** A claimed mail, and where its fate is written. */
interface ClaimedOne {
  attempts: number;
  mail(): Mail;
  sent(): Promise<void>;
  notSent(failure: { problem: string; retrySeconds: number | null }): Promise<void>;
}

async function claim(ctx: Context, { id, kind }: DueMail): Promise<ClaimedOne | null> {
  const { secretBox } = ctx.services;
  if (kind === "address") {
    const request = await claimRequest(ctx, id);
    return (
      request && {
        attempts: request.attempts,
        mail: () => requestMail(request, { secretBox, env: env() }),
        sent: () => recordRequestSent(ctx, request),
        notSent: (failure) => recordRequestNotSent(ctx, request, failure),
      }
    );
  }
  const warning = await claimMail(ctx, id);
  return (
    warning && {
      attempts: warning.attempts,
      mail: () => mailOf(warning, { secretBox, env: env() }),
      sent: () => recordSent(ctx, warning),
      notSent: (failure) => recordNotSent(ctx, warning, failure),
    }
  );
}

async function sendOne(
  ctx: Context,
  {
    due,
    server,
    mails,
    waitScale,
  }: { due: DueMail; server: MailServer; mails: Mails; waitScale: number },
): Promise<void> {
  const claimed = await claim(ctx, due);
  if (!claimed) return;
  try {
    await sendMail(server, claimed.mail());
  } catch (error) {
    const refused = error instanceof MailRefused ? error : null;
    const problem = refused?.message ?? "The mail could not be made.";
    const wait = WAITS_SECONDS[claimed.attempts - 1];
    const isLast = refused?.isFinal || claimed.attempts >= LIMITS.mailAttemptsMax;
    const retrySeconds =
      isLast || wait === undefined ? null : wait * waitScale * (0.9 + randomFraction() * 0.2);
    mails.problems.push(problem);
    await claimed.notSent({ problem, retrySeconds });
    return;
  }
  await claimed.sent();
  mails.sent += 1;
}
