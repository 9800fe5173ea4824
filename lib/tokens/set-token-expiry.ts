import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { requireTokenAdmin } from "./token-policy";

/**
 * Sets when a token ends: a number of days from now, or never (null). Throws `not_found`, and `conflict` if it has ended already or was
 * rotated.
 */
export async function setTokenExpiry(
  ctx: Context,
  input: { id: string; days: number | null },
): Promise<{ label: string; expiresAt: Date | null }> {
  requireTokenAdmin(ctx.actor);
  return inTransaction(ctx.services.pool, async (db) => {
    const { rows } = await db.query<{ space_id: string; label: string; expires_at: Date | null }>(
      `update token set expires_at = now() + make_interval(days => $2)
       where id = $1 and revoked_at is null and replaced_by is null and coalesce(expires_at > now(), true)
       returning space_id, label, expires_at`,
      [input.id, input.days],
    );
    const [token] = rows;
    if (!token) {
      const { rowCount } = await db.query("select 1 from token where id = $1", [input.id]);
      throw rowCount === 0
        ? new RoomkeeperError("not_found", "There is no such token.")
        : new RoomkeeperError("conflict", "This token has ended or was rotated.");
    }
    await recordAudit(db, ctx, {
      action: "token.set-expiry",
      outcome: "done",
      spaceId: token.space_id,
      subject: token.label,
      detail: { tokenId: input.id, days: input.days },
    });
    return { label: token.label, expiresAt: token.expires_at };
  });
}
