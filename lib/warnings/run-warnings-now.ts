import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { requireJobAdmin } from "@/lib/jobs/job-policy";
import type { Context } from "@/lib/runtime/context";
import { type Warnings, warnRooms } from "./warn-rooms";

/** Announces rooms that leave soon now, for an admin. Throws `conflict` if another run is under way. */
export async function runWarningsNow(ctx: Context): Promise<Warnings> {
  requireJobAdmin(ctx.actor);
  const { detail } = await warnRooms(ctx.services);
  if (!detail) throw new RoomkeeperError("conflict", "Rooms are announced at this moment.");
  const event = { action: "job.run", subject: "warnings", outcome: "done" } as const;
  await recordAudit(ctx.services.pool, ctx, { ...event, detail: { ...detail } });
  return detail;
}
