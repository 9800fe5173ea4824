import type { PoolClient } from "pg";
import type { Queryable } from "@/lib/db/queryable";

/** The condition that the token in row `t` works now. */
export const TOKEN_IS_LIVE =
  "token.revoked_at is null and coalesce(token.expires_at > now(), true)";

/**
 * Locks a space until the end of the transaction, so that its tokens change one at a time. Otherwise a token could be rotated while
 * its chain is revoked, and two new tokens could exceed the limit together. Take this lock before any lock of a token.
 */
export async function lockTokensOfSpace(db: PoolClient, spaceId: string): Promise<void> {
  await db.query("select 1 from space where id = $1 for no key update", [spaceId]);
}

/** Counts the tokens of a space that work now. */
export async function countLiveTokens(db: Queryable, spaceId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from token where token.space_id = $1 and ${TOKEN_IS_LIVE}`,
    [spaceId],
  );
  return rows[0]?.n ?? 0;
}

/** A CTE `later` with the ids of the token `$1` and of all tokens that were rotated from it, directly or not. */
export const LATER_TOKENS = `later as (
  select id from token where id = $1
  union select next.id from token next join later on next.rotated_from = later.id
    where next.chain_id = (select chain_id from token where id = $1)
)`;
