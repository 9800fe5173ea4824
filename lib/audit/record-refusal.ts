import type { Context } from "@/lib/runtime/context";
import { monotonicMs } from "../core/clock";
import { type AuditEvent, recordAudit } from "./record-audit";

const AGAIN_MS = 5_000;
const REMEMBERED_MAX = 2_000;
const lastWritten = new Map<string, number>();

/**
 * Records a refusal in the audit log. Each process records equal refusals within five seconds only once, so that a flood of them does not
 * load the database. If the log cannot be written, the caller still gets the refusal.
 */
export async function recordRefusal(
  ctx: Context,
  event: Omit<AuditEvent, "outcome">,
): Promise<void> {
  const who = "id" in ctx.actor ? ctx.actor.id : ctx.actor.kind;
  const about = event.room?.id ?? event.subject ?? "";
  const key = JSON.stringify([who, event.action, event.code, event.spaceId, about]);
  const now = monotonicMs();
  const last = lastWritten.get(key);
  if (last !== undefined && now - last < AGAIN_MS) return;
  lastWritten.delete(key);
  lastWritten.set(key, now);
  if (lastWritten.size > REMEMBERED_MAX) {
    const [oldest] = lastWritten.keys();
    if (oldest !== undefined) lastWritten.delete(oldest);
  }
  await recordAudit(ctx.services.pool, ctx, { ...event, outcome: "refused" }).catch(() => {});
}
