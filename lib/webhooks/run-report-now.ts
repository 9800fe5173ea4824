import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { requireJobAdmin } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { reportWebhooks, type WebhooksReport } from "./report-webhooks";

/** Makes the report now, for an admin. Throws `conflict` if another instance is making it. */
export async function runReportNow(ctx: Context): Promise<WebhooksReport> {
  requireJobAdmin(ctx.actor);
  const { detail } = await reportWebhooks(ctx.services);
  if (!detail) throw new RoomkeeperError("conflict", "It is being written at this moment.");
  const event = { action: "job.run", subject: "webhooks", outcome: "done" } as const;
  await recordAudit(ctx.services.pool, ctx, { ...event, detail: { ...detail } });
  return detail;
}
