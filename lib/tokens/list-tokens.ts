import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import type { TokenSummary } from "./token";
import { TOKEN_IS_LIVE } from "./token-chain-sql";
import { requireTokenAdmin } from "./token-policy";

type TimesAsDates = {
  [Key in keyof TokenSummary]: Key extends `${string}At` ? Date | null : TokenSummary[Key];
};

/** Lists the tokens of one space or of all: first those that work, then those that have ended, each newest first. */
export async function listTokens(
  ctx: Context,
  input: { spaceId?: string } = {},
): Promise<TokenSummary[]> {
  requireTokenAdmin(ctx.actor);
  const { rows } = await ctx.services.pool.query<TimesAsDates>(
    `with listed as (
       select t.*, s.name as space_name, ${TOKEN_IS_LIVE} as is_live
       from token t join space s on s.id = t.space_id where $1::text is null or t.space_id = $1
       order by (${TOKEN_IS_LIVE}) desc, t.created_at desc, t.id desc limit $2
     )
     select l.id, l.space_id as "spaceId", l.space_name as "spaceName", l.chain_id as "chainId", l.label, l.hint, l.scopes,
       l.created_at as "createdAt", l.created_by as "createdBy", l.expires_at as "expiresAt", l.last_used_at as "lastUsedAt",
       l.revoked_at as "revokedAt", l.is_live as "isLive", l.ends_at_first_use as "endsAtFirstUse",
       (select next.hint from token next where next.id = l.replaced_by) as "replacedByHint",
       case when l.is_live then (select count(*)::int from token t where t.chain_id = l.chain_id and ${TOKEN_IS_LIVE})
         else 0 end as "chainTokens",
       case when l.is_live then (
         with recursive later as (
           select l.id union select next.id from token next join later on next.rotated_from = later.id
             where next.chain_id = l.chain_id
         ) select count(*)::int from token t join later using (id) where ${TOKEN_IS_LIVE}) else 0 end as "laterTokens"
     from listed l order by l.is_live desc, l.created_at desc, l.id desc`,
    [input.spaceId ?? null, LIMITS.tokensListedMax],
  );
  return rows.map(({ createdAt, expiresAt, lastUsedAt, revokedAt, ...row }) => ({
    ...row,
    createdAt: createdAt?.toISOString() ?? "",
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}
