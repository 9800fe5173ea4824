import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { requireJobAdmin } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { type Sweep, sweepRooms } from "./sweep-rooms";

/** Runs the sweeper now, for an admin. Throws `conflict` if a sweep is running. */
export async function runSweeperNow(ctx: Context): Promise<Sweep> {
  const { pool } = ctx.services;
  const event = { action: "job.run" as const, subject: "sweep" };
  try {
    requireJobAdmin(ctx.actor);
    const { detail } = await sweepRooms(ctx.services);
    if (!detail) throw new RoomkeeperError("conflict", "A sweep is running at this moment.");
    await recordAudit(pool, ctx, { ...event, outcome: "done", detail: { ...detail } });
    return detail;
  } catch (error) {
    const { code } = asRoomkeeperError(error);
    const failed = code === "internal" || code === "unavailable" || code === "corrupt";
    const outcome = failed ? "failed" : "refused";
    await recordAudit(pool, ctx, { ...event, outcome, code }).catch(() => {});
    throw error;
  }
}
