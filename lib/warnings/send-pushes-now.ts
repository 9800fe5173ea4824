import { recordAudit } from "@/lib/audit/record-audit";
import { requireJobAdmin } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { type Pushes, sendPushes } from "./send-pushes";

/** Sends the push messages that are due now, for an admin. Null if none was due, or if they are being sent. */
export async function sendPushesNow(ctx: Context): Promise<Pushes | null> {
  requireJobAdmin(ctx.actor);
  const { detail } = await sendPushes(ctx.services);
  const event = { action: "job.run", subject: "push", outcome: "done" } as const;
  await recordAudit(ctx.services.pool, ctx, { ...event, detail: { ...detail } });
  return detail ?? null;
}
