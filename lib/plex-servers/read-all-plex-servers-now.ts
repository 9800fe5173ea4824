import { recordAudit } from "@/lib/audit/record-audit";
import { requireJobAdmin } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";

/** Makes every Plex server due, so that the job reads them within seconds; for admins only. Returns how many servers there are. */
export async function readAllPlexServersNow(ctx: Context): Promise<number> {
  requireJobAdmin(ctx.actor);
  return joinTransaction(ctx, async (db) => {
    const { rowCount } = await db.query("update plex_server set due_at = now()");
    const servers = rowCount ?? 0;
    const event = { action: "job.run", subject: "plex", outcome: "done" } as const;
    await recordAudit(db, ctx, { ...event, detail: { servers } });
    return servers;
  });
}
