import { requireAdminActor } from "@/lib/core/person-policy";
import type { Queryable } from "@/lib/db/queryable";
import type { Context } from "@/lib/runtime/context";
import { TOKEN_IS_LIVE } from "@/lib/tokens/token-chain-sql";
import { hostOf } from "@/lib/webhooks/webhook";

export interface CreatedToken {
  id: string;
  label: string;
  hint: string;
  spaceId: string;
  spaceName: string;
}

export interface CreatedWebhook {
  id: string;
  url: string;
  /** The receiver's host, for places where the whole address would say too much. */
  host: string;
  spaceId: string;
  spaceName: string;
}

/** The tokens and webhooks that an account made and that still work, including tokens that rotated themselves. */
export interface Creations {
  tokens: CreatedToken[];
  webhooks: CreatedWebhook[];
}

/** The tokens and webhooks of accounts that still work, by account id. Accounts without any are left out. */
export async function listCreations(
  ctx: Context,
  input: { personIds: readonly string[] },
): Promise<Map<string, Creations>> {
  requireAdminActor(ctx.actor);
  return readCreations(ctx.services.pool, input.personIds);
}

/** As `listCreations`, on a given connection, for verbs that have already checked who may see it. */
export async function readCreations(
  db: Queryable,
  personIds: readonly string[],
): Promise<Map<string, Creations>> {
  const { rows: tokens } = await db.query<CreatedToken & { personId: string }>(
    `select token.created_by_id as "personId", token.id, token.label, token.hint, token.space_id as "spaceId", space.name as "spaceName"
     from token join space on space.id = token.space_id
     where token.created_by_id = any ($1::text[]) and ${TOKEN_IS_LIVE} order by space.name, token.label, token.created_at, token.id`,
    [personIds],
  );
  const { rows: webhooks } = await db.query<Omit<CreatedWebhook, "host"> & { personId: string }>(
    `select webhook.created_by_id as "personId", webhook.id, webhook.url, webhook.space_id as "spaceId", space.name as "spaceName"
     from webhook join space on space.id = webhook.space_id
     where webhook.created_by_id = any ($1::text[]) and webhook.disabled_at is null order by space.name, webhook.created_at, webhook.id`,
    [personIds],
  );
  const made = new Map<string, Creations>();
  const of = (personId: string) => {
    const known = made.get(personId) ?? { tokens: [], webhooks: [] };
    made.set(personId, known);
    return known;
  };
  for (const { personId, ...token } of tokens) of(personId).tokens.push(token);
  for (const { personId, ...webhook } of webhooks) {
    of(personId).webhooks.push({ ...webhook, host: hostOf(webhook.url) });
  }
  return made;
}
