import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { requireTokenAdmin } from "@/lib/tokens/token-policy";
import { storeMedia } from "./store-media";
import { readTitleFile } from "./title-file";

/**
 * Writes the films of a file to the catalogue of a space, for an admin or the console. Existing films are replaced. A file with a film that is
 * not valid changes nothing. Throws `not_found` if there is no such space, and what `readTitleFile` throws.
 */
export async function importTitles(
  ctx: Context,
  input: { spaceId: string; bytes: Uint8Array },
): Promise<{ films: number; spaceName: string }> {
  const { pool } = ctx.services;
  const { spaceId, bytes } = input;
  return withRefusalAudit(ctx, { action: "media.import", spaceId }, async () => {
    requireTokenAdmin(ctx.actor);
    const { rows } = await pool.query<{ name: string }>("select name from space where id = $1", [
      spaceId,
    ]);
    const [space] = rows;
    if (!space) throw new RoomkeeperError("not_found", "There is no such space.");
    const items = await readTitleFile(bytes);
    // The last one of several with the same id counts, also if they are in different batches.
    const unique = [...new Map(items.map((item) => [item.mediaId, item])).values()];
    for (let at = 0; at < unique.length; at += LIMITS.mediaPerPutMax) {
      await storeMedia(pool, spaceId, unique.slice(at, at + LIMITS.mediaPerPutMax));
    }
    await recordAudit(pool, ctx, {
      action: "media.import",
      outcome: "done",
      spaceId,
      subject: space.name,
      detail: { films: unique.length },
    });
    return { films: unique.length, spaceName: space.name };
  });
}
