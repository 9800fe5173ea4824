import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { joinTransaction } from "@/lib/wire/transaction";
import { hashToken, hintOf, newToken } from "./token";
import { requireTokenRotation } from "./token-policy";

export interface RotatedToken {
  id: string;
  /** In clear, this once. */
  token: string;
  label: string;
  spaceName: string;
  /** When the new one ends; null for never. */
  expiresAt: Date | null;
  /** When the old one stops to work. */
  previousEndsAt: Date;
}

interface OldToken {
  label: string;
  space_id: string;
  space_name: string;
  has_ended: boolean;
  replaced_by: string | null;
  /** Whether the one that replaced it was ever used, or revoked. */
  successor_is_settled: boolean;
}

/**
 * Replaces a token by a new one with the same label, space and scopes. The old one works on for the overlap, so that a game
 * server can change over without being shut out, and then ends by itself. A token may rotate itself; the new one then ends when
 * the old one would have, where an admin's gets as long a time as the old one had.
 * When the reply was lost, it can be rotated again: a successor that was never used is revoked.
 * Throws `not_found`, or `conflict` when it has ended or its successor is in use.
 */
export async function rotateToken(
  ctx: Context,
  input: { id: string; overlapSeconds: number },
): Promise<RotatedToken> {
  requireTokenRotation(ctx.actor, input.id);
  const overlapSeconds = Math.min(input.overlapSeconds, LIMITS.tokenOverlapHoursMax * 3600);
  return joinTransaction(ctx, async (db) => {
    const old = await holdToken(db, input.id);
    if (old.has_ended) throw new RoomkeeperError("conflict", "This token has ended.");
    if (old.replaced_by !== null && old.successor_is_settled) {
      throw new RoomkeeperError("conflict", "This token was rotated, and the new one is in use.");
    }
    if (old.replaced_by !== null) {
      await db.query("update token set revoked_at = now() where id = $1", [old.replaced_by]);
    }
    const token = newToken();
    const id = newId("tk");
    const isOwn = ctx.actor.kind === "token";
    const { rows } = await db.query<{ expires_at: Date | null; previous_ends_at: Date }>(
      `with made as (
         insert into token (id, space_id, label, hash, hint, scopes, created_by, expires_at)
         select $2, space_id, label, $3, $4, scopes, $5,
           case when $6 then expires_at else now() + (expires_at - created_at) end
         from token where id = $1 returning expires_at
       ), ending as (
         update token set replaced_by = $2, expires_at = least(expires_at, now() + make_interval(secs => $7))
         where id = $1 returning expires_at
       )
       select made.expires_at, ending.expires_at as previous_ends_at from made, ending`,
      [
        ...[input.id, id, hashToken(token), hintOf(token)],
        ...["name" in ctx.actor ? ctx.actor.name : null, isOwn, overlapSeconds],
      ],
    );
    const [times] = rows;
    if (!times) throw new Error("A held token went away.");
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
    };
  });
}

async function holdToken(db: PoolClient, id: string): Promise<OldToken> {
  const { rows } = await db.query<OldToken>(
    `select t.label, t.space_id, s.name as space_name, t.replaced_by,
       t.revoked_at is not null or coalesce(t.expires_at <= now(), false) as has_ended,
       coalesce(n.last_used_at is not null or n.revoked_at is not null, false) as successor_is_settled
     from token t join space s on s.id = t.space_id left join token n on n.id = t.replaced_by
     where t.id = $1 for update of t`,
    [id],
  );
  const [old] = rows;
  if (!old) throw new RoomkeeperError("not_found", "There is no such token.");
  return old;
}
