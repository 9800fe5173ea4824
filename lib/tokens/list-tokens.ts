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
       select token.*, space.name as space_name, ${TOKEN_IS_LIVE} as is_live
       from token join space on space.id = token.space_id where $1::text is null or token.space_id = $1
       order by (${TOKEN_IS_LIVE}) desc, token.created_at desc, token.id desc limit $2
     )
     select listed.id, listed.space_id as "spaceId", listed.space_name as "spaceName", listed.chain_id as "chainId", listed.label, listed.hint, listed.scopes,
       listed.created_at as "createdAt", listed.created_by as "createdBy", listed.expires_at as "expiresAt", listed.last_used_at as "lastUsedAt",
       listed.revoked_at as "revokedAt", listed.is_live as "isLive", listed.ends_at_first_use as "endsAtFirstUse",
       (select next.hint from token next where next.id = listed.replaced_by) as "replacedByHint",
       case when listed.is_live then (select count(*)::int from token where token.chain_id = listed.chain_id and ${TOKEN_IS_LIVE})
         else 0 end as "chainTokens",
       case when listed.is_live then (
         with recursive later as (
           select listed.id union select next.id from token next join later on next.rotated_from = later.id
             where next.chain_id = listed.chain_id
         ) select count(*)::int from token join later using (id) where ${TOKEN_IS_LIVE}) else 0 end as "laterTokens"
     from listed order by listed.is_live desc, listed.created_at desc, listed.id desc`,
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
