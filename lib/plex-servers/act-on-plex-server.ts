import type { PoolClient } from "pg";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { hostOfServer } from "./plex-server";
import { type LockedPlexServer, readPlexServerForUpdate } from "./plex-server-for-update";
import { requirePlexAdmin } from "./plex-server-policy";

/**
 * Carries out what an admin asks of one Plex server, with its row locked, and writes the audit row in the same transaction; a refusal is
 * recorded too. Throws `not_found`.
 */
export async function actOnPlexServer(
  ctx: Context,
  { id, action }: { id: string; action: AuditAction & `plex-server.${string}` },
  act: (db: PoolClient, server: LockedPlexServer) => Promise<unknown> = async () => {},
): Promise<LockedPlexServer> {
  return withRefusalAudit(ctx, { action }, async () => {
    requirePlexAdmin(ctx.actor);
    return joinTransaction(ctx, async (db) => {
      const server = await readPlexServerForUpdate(db, id);
      await act(db, server);
      const { spaceId, url } = server;
      await recordAudit(db, ctx, { action, outcome: "done", spaceId, subject: hostOfServer(url) });
      return server;
    });
  });
}
