import type { PoolClient } from "pg";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { hostOf } from "./webhook";

export interface LockedWebhook {
  id: string;
  spaceId: string;
  url: string;
  allowPrivate: boolean;
  secretSealed: string;
  disabledAt: Date | null;
  failingSince: Date | null;
}

/** Reads a webhook and locks its row until the end of the transaction. Throws `not_found`. */
export async function readWebhookForUpdate(db: PoolClient, id: string): Promise<LockedWebhook> {
  const { rows } = await db.query<LockedWebhook>(
    `select id, space_id as "spaceId", url, allow_private as "allowPrivate", secret_sealed as "secretSealed",
       disabled_at as "disabledAt", failing_since as "failingSince"
     from webhook where id = $1 for no key update`,
    [id],
  );
  const [webhook] = rows;
  if (!webhook) throw new RoomkeeperError("not_found", "There is no such webhook.");
  return webhook;
}

type WebhookAction = AuditAction extends infer Kind
  ? Kind extends `webhook.${infer Verb}`
    ? Verb
    : never
  : never;

/** Audits an action on a webhook. The row contains only the host, because the path may contain a secret of the receiver. */
export async function auditWebhook(
  db: PoolClient,
  ctx: Context,
  webhook: Pick<LockedWebhook, "id" | "spaceId" | "url">,
  { action, ...detail }: { action: WebhookAction; [fact: string]: unknown },
): Promise<void> {
  await recordAudit(db, ctx, {
    action: `webhook.${action}`,
    outcome: "done",
    spaceId: webhook.spaceId,
    subject: hostOf(webhook.url),
    detail: { webhookId: webhook.id, ...detail },
  });
}
