import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { createdByOf } from "@/lib/core/actor";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { hashToken, hintOf, newToken } from "./token";
import { countLiveTokens, LATER_TOKENS, lockTokensOfSpace } from "./token-chain-sql";
import { requireTokenRotation } from "./token-policy";

export interface RotatedToken {
  id: string;
  /** The new token in plain text. It is returned only here. */
  token: string;
  label: string;
  spaceName: string;
  /** When the new one ends; null for never. */
  expiresAt: Date | null;
  /** The latest time at which the old token stops working. */
  previousEndsAt: Date;
  /** Whether the old token stops working earlier, when the new one is first used. */
  previousEndsAtFirstUse: boolean;
}

interface OldToken {
  label: string;
  space_id: string;
  space_name: string;
  chain_id: string;
  has_ended: boolean;
  was_used: boolean;
  replaced_by: string | null;
}

/**
 * Replaces a token by a new one with the same chain, label, space and scopes. The old token keeps working for the overlap, so that a
 * game server can change to the new one without being refused, and then ends. Without an overlap, a used token ends when the new one
 * is first used, or after a day, because a server whose reply was lost can only come back with the old token.
 * If a token rotates itself, the new one ends at the old one's time. If an admin rotates it, the new one lasts as long as the old one
 * was made to last. If the reply was lost, rotate again: an unused successor is revoked, and its end time passes to the next one.
 * Throws `not_found`; `conflict` if the token has ended, its successor is in use, or the space has too many tokens; and
 * `too_many_requests` if the chain was rotated too often within an hour.
 */
export async function rotateToken(
  ctx: Context,
  input: { id: string; overlapSeconds: number },
): Promise<RotatedToken> {
  requireTokenRotation(ctx.actor, input.id);
  const overlapSeconds = Math.min(input.overlapSeconds, LIMITS.tokenOverlapHoursMax * 3600);
  return joinTransaction(ctx, async (db) => {
    const old = await readTokenForUpdate(db, input.id);
    if (old.has_ended) throw new RoomkeeperError("conflict", "This token has ended.");
    if (old.replaced_by !== null) await revokeUnusedSuccessors(db, input.id);
    const waitsForUse = overlapSeconds === 0 && old.was_used;
    const endsInSeconds = waitsForUse ? LIMITS.tokenUnusedSuccessorHours * 3600 : overlapSeconds;
    await refuseTooMany(db, old, endsInSeconds > 0);
    const token = newToken();
    const id = newId("tk");
    const isOwn = ctx.actor.kind === "token";
    const { rows } = await db.query<{ expires_at: Date | null; previous_ends_at: Date }>(
      `with made as (
         insert into token (id, chain_id, rotated_from, space_id, label, hash, hint, scopes, created_by, created_by_id, expires_at)
         select $2, old.chain_id, old.id, old.space_id, old.label, $3, $4, old.scopes,
           case when $7 then old.created_by else $5 end, case when $7 then old.created_by_id else $6 end,
           case when $7 then term.expires_at else now() + (term.expires_at - term.created_at) end
         from token old join token term on term.id = coalesce(old.replaced_by, old.id)
         where old.id = $1 returning expires_at
       ), ending as (
         update token set replaced_by = $2, ends_at_first_use = $9,
           expires_at = least(expires_at, now() + make_interval(secs => $8))
         where id = $1 returning expires_at
       )
       select made.expires_at, ending.expires_at as previous_ends_at from made, ending`,
      [
        ...[input.id, id, hashToken(token), hintOf(token)],
        ...[...createdByOf(ctx.actor), isOwn, endsInSeconds, waitsForUse],
      ],
    );
    const [times] = rows;
    if (!times) throw new Error("A locked token went away.");
    await recordAudit(db, ctx, {
      action: "token.rotate",
      outcome: "done",
      spaceId: old.space_id,
      subject: old.label,
      detail: { tokenId: input.id, replacedBy: id, overlapSeconds },
    });
    return {
      id,
      token,
      label: old.label,
      spaceName: old.space_name,
      expiresAt: times.expires_at,
      previousEndsAt: times.previous_ends_at,
      previousEndsAtFirstUse: waitsForUse,
    };
  });
}

/** Reads the token and locks the tokens of its space. Throws `not_found`. */
async function readTokenForUpdate(db: PoolClient, id: string): Promise<OldToken> {
  const { rows: places } = await db.query<{ space_id: string }>(
    "select space_id from token where id = $1",
    [id],
  );
  if (places[0]) await lockTokensOfSpace(db, places[0].space_id);
  const { rows } = await db.query<OldToken>(
    `select token.label, token.space_id, space.name as space_name, token.chain_id, token.replaced_by,
       token.last_used_at is not null as was_used,
       token.revoked_at is not null or coalesce(token.expires_at <= now(), false) as has_ended
     from token join space on space.id = token.space_id where token.id = $1 for update of token`,
    [id],
  );
  const [old] = rows;
  if (!old) throw new RoomkeeperError("not_found", "There is no such token.");
  return old;
}

/** Revokes the successors of a token. Throws `conflict` if one of them was used, or was revoked by a person. */
async function revokeUnusedSuccessors(db: PoolClient, id: string): Promise<void> {
  const { rows } = await db.query<{ id: string; is_settled: boolean }>(
    `with recursive ${LATER_TOKENS}
     select token.id, token.last_used_at is not null or (token.revoked_at is not null and token.id = old.replaced_by) as is_settled
     from token join later using (id), token old where old.id = $1 and token.id <> $1
     order by token.created_at, token.id for update of token`,
    [id],
  );
  if (rows.some(({ is_settled }) => is_settled)) {
    throw new RoomkeeperError("conflict", "This token was rotated, and the new one is in use.");
  }
  await db.query("update token set revoked_at = coalesce(revoked_at, now()) where id = any ($1)", [
    rows.map((row) => row.id),
  ]);
}

/** Limits how often tokens are rotated, so that rotations neither multiply the tokens of a space nor fill the table. */
async function refuseTooMany(db: PoolClient, old: OldToken, oldWorksOn: boolean): Promise<void> {
  const live = await countLiveTokens(db, old.space_id);
  if (live - (oldWorksOn ? 0 : 1) >= LIMITS.tokensPerSpaceMax) {
    const most = LIMITS.tokensPerSpaceMax;
    throw new RoomkeeperError(
      "conflict",
      `The space has ${counted(most, "token")} already. Revoke one first.`,
    );
  }
  const { rows } = await db.query<{ n: number; wait: number }>(
    `select count(*)::int as n, ceil(extract(epoch from min(created_at) + interval '1 hour' - now()))::int as wait
     from token where chain_id = $1 and rotated_from is not null and created_at > now() - interval '1 hour'`,
    [old.chain_id],
  );
  const [recent] = rows;
  if (!recent || recent.n < LIMITS.tokenRotationsPerHourMax) return;
  const message = `This token was rotated ${recent.n} times within an hour. Wait a little.`;
  const retryAfterSeconds = Math.max(1, recent.wait);
  throw new RoomkeeperError("too_many_requests", message, { retryAfterSeconds });
}
