import type { Context } from "@/lib/runtime/context";
import { monotonicMs } from "../core/clock";
import { type AuditEvent, recordAudit } from "./record-audit";

const AGAIN_MS = 5_000;
const REMEMBERED_MAX = 2_000;
const lastWritten = new Map<string, number>();

/**
 * Writes down a refusal that changed nothing. Equal refusals within five seconds are written once by each process, so that
 * a flood of them costs the database nothing; and that the log cannot be written never hides the refusal itself.
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
