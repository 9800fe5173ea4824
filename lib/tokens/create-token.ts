import { recordAudit } from "@/lib/audit/record-audit";
import { createdByOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { hashToken, hintOf, newToken, type Scope } from "./token";
import { countLiveTokens, lockTokensOfSpace } from "./token-chain-sql";
import { requireTokenAdmin } from "./token-policy";

export interface NewToken {
  spaceId: string;
  label: string;
  scopes: readonly Scope[];
  /** Null or absent: it does not expire. */
  expiresAt?: Date | null;
}

/** Makes a token for a space; it starts a new chain. The token's text is returned only here and never stored. */
export async function createToken(
  ctx: Context,
  input: NewToken,
): Promise<{ id: string; token: string }> {
  requireTokenAdmin(ctx.actor);
  const label = input.label.trim();
  if (!label || label.length > LIMITS.tokenLabelUnitsMax || !isStorableText(label)) {
    throw invalid("/label", `A label has 1 to ${LIMITS.tokenLabelUnitsMax} characters.`);
  }
  if (input.scopes.length === 0) throw invalid("/scopes", "A token needs at least one scope.");
  const token = newToken();
  const id = newId("tk");
  await inTransaction(ctx.services.pool, async (db) => {
    await lockTokensOfSpace(db, input.spaceId);
    const made = await db.query(
      `insert into token (id, chain_id, space_id, label, hash, hint, scopes, created_by, created_by_id, expires_at)
       select $1, $1, space.id, $3, $4, $5, $6, $7, $8, $9 from space where space.id = $2 and $10::int < $11::int`,
      [
        ...[id, input.spaceId, label, hashToken(token), hintOf(token), [...new Set(input.scopes)]],
        ...[...createdByOf(ctx.actor), input.expiresAt ?? null],
        ...[await countLiveTokens(db, input.spaceId), LIMITS.tokensPerSpaceMax],
      ],
    );
    if (made.rowCount === 0) {
      throw new RoomkeeperError("conflict", "There is no such space, or it has too many tokens.");
    }
    await recordAudit(db, ctx, {
      action: "token.create",
      outcome: "done",
      spaceId: input.spaceId,
      subject: label,
      detail: { tokenId: id, scopes: input.scopes },
    });
  });
  return { id, token };
}

function invalid(pointer: string, message: string): RoomkeeperError {
  return new RoomkeeperError("invalid_document", message, { fields: [{ pointer, message }] });
}
