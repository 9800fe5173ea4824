import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { hostOfServer } from "./plex-server";
import { readPlexServerForUpdate } from "./plex-server-for-update";
import { requirePlexAdmin } from "./plex-server-policy";

/** Removes a Plex server with its token. The names that it gave to films stay. Throws `not_found`. */
export async function deletePlexServer(
  ctx: Context,
  { id }: { id: string },
): Promise<{ url: string; name: string | null }> {
  const event = { action: "plex-server.delete" as const };
  return withRefusalAudit(ctx, event, async () => {
    requirePlexAdmin(ctx.actor);
    return joinTransaction(ctx, async (db) => {
      const { url, name, spaceId } = await readPlexServerForUpdate(db, id);
      await db.query("delete from plex_server where id = $1", [id]);
      await recordAudit(db, ctx, {
        ...event,
        outcome: "done",
        spaceId,
        subject: hostOfServer(url),
      });
      return { url, name };
    });
  });
}
