import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { requireJobAdmin } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import { type Mails, sendMails } from "./send-mails";

/** Sends the mails that are due now, for an admin. Null if none was due, or if they are being sent. Throws `conflict` without a mail server. */
export async function sendMailsNow(ctx: Context): Promise<Mails | null> {
  requireJobAdmin(ctx.actor);
  if (!env().smtp) {
    throw new RoomkeeperError("conflict", "No mail server is set. SMTP_URL sets one.");
  }
  const { detail } = await sendMails(ctx.services);
  const event = { action: "job.run", subject: "mail", outcome: "done" } as const;
  await recordAudit(ctx.services.pool, ctx, { ...event, detail: { ...detail } });
  return detail ?? null;
}
