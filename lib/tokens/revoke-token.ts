import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { LATER_TOKENS, lockTokensOfSpace, TOKEN_IS_LIVE } from "./token-chain-sql";
import { requireTokenAdmin } from "./token-policy";

/**
 * Which tokens of a chain are revoked. `chain`: all of them, also those it was rotated from; use it after a leak. `later`: the token
 * and all that were rotated from it. `alone`: only the token, which ends an overlap early.
 */
export const REVOKE_EXTENTS = ["chain", "later", "alone"] as const;
export type RevokeExtent = (typeof REVOKE_EXTENTS)[number];

/**
 * Revokes a token and, by default, its whole chain. Every instance refuses them from the next request on. A person who has a token
 * may have rotated it, so revoking only that token does not keep them out. Revoking again changes nothing. Resolves with the ids of
 * the revoked tokens. Throws `not_found`.
 */
export async function revokeToken(
  ctx: Context,
  input: { id: string; extent?: RevokeExtent },
): Promise<{ revoked: string[] }> {
  requireTokenAdmin(ctx.actor);
  const { id, extent = "chain" } = input;
  return inTransaction(ctx.services.pool, async (db) => {
    const { rows } = await db.query<{ space_id: string; chain_id: string; label: string }>(
      "select space_id, chain_id, label from token where id = $1",
      [id],
    );
    const [token] = rows;
    if (!token) throw new RoomkeeperError("not_found", "There is no such token.");
    await lockTokensOfSpace(db, token.space_id);
    const revoked = await revokeLocked(db, { id, extent, chainId: token.chain_id });
    if (revoked.length === 0) return { revoked };
    await recordAudit(db, ctx, {
      action: "token.revoke",
      outcome: "done",
      spaceId: token.space_id,
      subject: token.label,
      detail: { tokenId: id, extent, tokens: revoked.length, tokenIds: revoked },
    });
    return { revoked };
  });
}

/** Revokes the tokens that still work, and the named token even if it has ended. */
async function revokeLocked(
  db: PoolClient,
  { id, extent, chainId }: { id: string; extent: RevokeExtent; chainId: string },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with recursive ${LATER_TOKENS}, locked as (
       select token.id from token
       where token.chain_id = $2 and token.revoked_at is null and (token.id = $1 or (${TOKEN_IS_LIVE}))
         and case $3 when 'chain' then true when 'later' then token.id in (select id from later) else token.id = $1 end
       order by token.created_at, token.id for update
     )
     update token set revoked_at = now() from locked where token.id = locked.id returning token.id`,
    [id, chainId, extent],
  );
  return rows.map((row) => row.id).sort();
}
