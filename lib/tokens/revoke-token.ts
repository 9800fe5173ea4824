import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { inTransaction } from "@/lib/wire/transaction";
import { requireTokenAdmin } from "./token-policy";

/** Ends a token: every instance refuses it from its next request on. Revoking it again changes nothing. */
export async function revokeToken(ctx: Context, input: { id: string }): Promise<void> {
  requireTokenAdmin(ctx.actor);
  await inTransaction(async (db) => {
    const { rows } = await db.query<{ space_id: string; label: string; was_live: boolean }>(
      `update token t set revoked_at = coalesce(t.revoked_at, now())
       from (select id, revoked_at is null as was_live from token where id = $1 for update) old
       where t.id = old.id returning t.space_id, t.label, old.was_live`,
      [input.id],
    );
    const [token] = rows;
    if (!token) throw new RoomkeeperError("not_found", "There is no such token.");
    if (!token.was_live) return;
    await recordAudit(db, ctx, {
      action: "token.revoke",
      outcome: "done",
      spaceId: token.space_id,
      subject: token.label,
      detail: { tokenId: input.id },
    });
  });
}
