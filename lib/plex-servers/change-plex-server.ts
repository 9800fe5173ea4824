import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Resolve } from "@/lib/outbound/resolve-host";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { hostOfServer, tokenPlace } from "./plex-server";
import { readPlexServerForUpdate } from "./plex-server-for-update";
import { requirePlexAdmin } from "./plex-server-policy";
import { checkServerUrl } from "./server-reach";
import { checkServerToken } from "./server-token";

/**
 * Changes a Plex server's address or token, and has it read again. Without a new token the stored one
 * stays, but only if the address stays the same: otherwise an admin could send the token of somebody else to any host. Throws `not_found` or `invalid_document`.
 */
export async function changePlexServer(
  ctx: Context,
  input: { id: string; url: string; token?: string },
  resolve?: Resolve,
): Promise<{ url: string }> {
  const event = { action: "plex-server.change" as const };
  return withRefusalAudit(ctx, event, async () => {
    requirePlexAdmin(ctx.actor);
    const token = input.token?.trim() ? checkServerToken(input.token) : null;
    const url = await checkServerUrl(input.url, resolve);
    await joinTransaction(ctx, async (db) => {
      const server = await readPlexServerForUpdate(db, input.id);
      if (token === null && url !== server.url) {
        const message = "Enter the token as well when the address changes.";
        throw new RoomkeeperError("invalid_document", message, {
          fields: [{ pointer: "/token", message }],
        });
      }
      const sealed =
        token === null
          ? server.tokenSealed
          : ctx.services.secretBox.seal(token, tokenPlace(server.id));
      await db.query(
        "update plex_server set url = $2, token_sealed = $3, due_at = now(), problem = null where id = $1",
        [server.id, url, sealed],
      );
      await recordAudit(db, ctx, {
        ...event,
        outcome: "done",
        spaceId: server.spaceId,
        subject: hostOfServer(url),
        detail: { hasNewToken: token !== null },
      });
    });
    return { url };
  });
}
