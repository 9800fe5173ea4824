import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Resolve } from "@/lib/outbound/resolve-host";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { hostOfServer, tokenPlace } from "./plex-server";
import { requirePlexAdmin } from "./plex-server-policy";
import { checkServerUrl } from "./server-reach";
import { checkServerToken } from "./server-token";

export interface NewPlexServer {
  spaceId: string;
  url: string;
  token: string;
  /** The zone whose nights it is read in: that of the admin who adds it. */
  timeZone: string;
}

/**
 * Adds a Plex server to a space. It is read within seconds, and then every night. The token is stored sealed, and nothing returns it. Throws
 * `invalid_document` for an address or a token that cannot be used, and `conflict` if the space does not exist or has too many servers.
 */
export async function addPlexServer(
  ctx: Context,
  input: NewPlexServer,
  resolve?: Resolve,
): Promise<{ id: string; url: string }> {
  const event = { action: "plex-server.create" as const, spaceId: input.spaceId };
  return withRefusalAudit(ctx, event, async () => {
    requirePlexAdmin(ctx.actor);
    const token = checkServerToken(input.token);
    const url = await checkServerUrl(input.url, resolve);
    const id = newId("px");
    const sealed = ctx.services.secretBox.seal(token, tokenPlace(id));
    await joinTransaction(ctx, async (db) => {
      const made = await db.query(
        `insert into plex_server (id, space_id, url, token_sealed, time_zone)
         select $1, space.id, $3, $4, $5 from space
         where space.id = $2 and (select count(*) from plex_server server where server.space_id = $2) < $6`,
        [id, input.spaceId, url, sealed, input.timeZone, LIMITS.plexServersPerSpaceMax],
      );
      if (made.rowCount === 0) {
        throw new RoomkeeperError(
          "conflict",
          "There is no such space, or it has too many Plex servers.",
        );
      }
      await recordAudit(db, ctx, { ...event, outcome: "done", subject: hostOfServer(url) });
    });
    return { id, url };
  });
}
