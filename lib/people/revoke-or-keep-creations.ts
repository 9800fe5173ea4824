import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { lockTokensOfSpace } from "@/lib/tokens/token-chain-sql";
import { type Creations, readCreations } from "./list-creations";

/** What happens to the tokens and webhooks that a person made: they stay, or tokens are revoked and webhooks are turned off. */
export const CREATIONS_CHOICES = ["keep", "revoke"] as const;
export type CreationsChoice = (typeof CREATIONS_CHOICES)[number];

/** How many there were and what happened to them, for the audit row. */
export interface Settled {
  made?: CreationsChoice;
  tokens: number;
  webhooks: number;
}

/**
 * Keeps or revokes the tokens and webhooks that an account made. Call it in the transaction that bans or demotes the account. A token
 * that another person rotated from one of its tokens stays, because only that person has seen it. Throws `conflict` if the account
 * made something and `made` is missing.
 */
export async function revokeOrKeepCreations(
  db: PoolClient,
  ctx: Context,
  input: { personId: string; made: CreationsChoice | undefined; because: "ban" | "demotion" },
): Promise<Settled> {
  const { personId, made, because } = input;
  const before = (await readCreations(db, [personId])).get(personId);
  if (!before) return { tokens: 0, webhooks: 0 };
  if (made === undefined) throw new RoomkeeperError("conflict", questionAbout(before));
  const settled =
    made === "keep" ? before : await revokeAll(db, ctx, { personId, because, before });
  return { made, tokens: settled.tokens.length, webhooks: settled.webhooks.length };
}

/** "2 tokens and 1 webhook" */
export function countCreations({ tokens, webhooks }: { tokens: number; webhooks: number }): string {
  const parts = [
    tokens > 0 ? counted(tokens, "token") : "",
    webhooks > 0 ? counted(webhooks, "webhook") : "",
  ];
  return parts.filter(Boolean).join(" and ");
}

function questionAbout({ tokens, webhooks }: Creations): string {
  const what = countCreations({ tokens: tokens.length, webhooks: webhooks.length });
  return `This account made ${what}. Choose whether to keep or to revoke them.`;
}

async function revokeAll(
  db: PoolClient,
  ctx: Context,
  {
    personId,
    because,
    before,
  }: { personId: string; because: "ban" | "demotion"; before: Creations },
): Promise<Creations> {
  const spaces = new Set(before.tokens.map(({ spaceId }) => spaceId));
  for (const spaceId of [...spaces].sort()) await lockTokensOfSpace(db, spaceId);
  // Read again, because a token may have rotated itself before the spaces were locked.
  const made = (await readCreations(db, [personId])).get(personId) ?? { tokens: [], webhooks: [] };
  const { tokens, webhooks } = made;
  await db.query(
    `with locked as (
       select id from token where id = any ($1) and revoked_at is null order by created_at, id for update
     ) update token set revoked_at = now() from locked where token.id = locked.id`,
    [tokens.map(({ id }) => id)],
  );
  await db.query(
    `with locked as (
       select id from webhook where id = any ($1) and disabled_at is null order by id for no key update
     ) update webhook set disabled_at = now(), disabled_reason = 'admin' from locked where webhook.id = locked.id`,
    [webhooks.map(({ id }) => id)],
  );
  for (const { id, label, spaceId } of tokens) {
    const detail = { tokenId: id, because };
    const event = { action: "token.revoke" as const, subject: label, spaceId, detail };
    await recordAudit(db, ctx, { ...event, outcome: "done" });
  }
  for (const { id, host, spaceId } of webhooks) {
    const detail = { webhookId: id, because };
    const event = { action: "webhook.disable" as const, subject: host, spaceId, detail };
    await recordAudit(db, ctx, { ...event, outcome: "done" });
  }
  return made;
}
