import type { ErrorCode } from "@/lib/core/errors";
import type { Queryable } from "@/lib/db/queryable";
import type { Context } from "@/lib/runtime/context";
import { actorColumns } from "./actor-columns";
import type { AuditAction } from "./audit-action";
import { refusedEvent } from "./refused-event";

export interface AuditEvent {
  action: AuditAction;
  outcome: "done" | "refused" | "failed";
  /** The stable error code, when it was not done. */
  code?: ErrorCode;
  /** The name is absent if the actor may not know it. */
  room?: { spaceId: string; id: string; name?: string; ownerId: string | null };
  spaceId?: string;
  /** The subject if it is not a room: a person's name or a token's label. */
  subject?: string;
  /** Details for people to read, such as { reason } or { days }; never a secret. */
  detail?: Record<string, unknown>;
}

/**
 * Writes one audit row through `db`. For a change, `db` is the client of the change's own transaction, so that both are committed or
 * neither. The row of a refusal contains only what its actor may know (see `refusedEvent`). Equal refusals of one actor within an hour
 * share a row, which has their number and the times of the first and the last.
 */
export async function recordAudit(db: Queryable, ctx: Context, given: AuditEvent): Promise<void> {
  const refused = given.outcome === "done" ? null : refusedEvent(ctx.actor, given);
  const event = refused ?? given;
  await db.query(
    `insert into audit_entry (actor_kind, actor_id, actor_name, action, outcome, code, space_id, room_id, room_name,
       owner_id, subject, detail, request_id, fold_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
       case when $14::text is null then null else $14 || '/' || date_trunc('hour', now()) end)
     on conflict (fold_key) do update set count = audit_entry.count + 1, request_id = excluded.request_id,
       first_at = case when audit_entry.count = 1 then audit_entry.at else audit_entry.first_at end,
       at = greatest(audit_entry.at, now())`,
    [
      ...actorColumns(ctx.actor),
      event.action,
      event.outcome,
      event.code ?? null,
      event.room?.spaceId ?? event.spaceId ?? null,
      event.room?.id ?? null,
      event.room?.name ?? null,
      event.room?.ownerId ?? null,
      event.subject ?? null,
      event.detail ? JSON.stringify(event.detail) : null,
      ctx.requestId,
      refused?.sharedBy ?? null,
    ],
  );
}
