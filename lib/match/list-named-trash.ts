import { decodeCursor, encodeCursor, timeCursorKey } from "@/lib/core/cursor";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import { replyOf } from "./get-room";
import type { TrashReply } from "./room-reply";
import { readTrash } from "./rooms-sql";

const PURPOSE = "trash";

/** Lists the rooms in the trash of the token's space, newest first. */
export async function listNamedTrash(
  ctx: Context,
  input: { limit: number; cursor?: string },
): Promise<TrashReply> {
  const spaceId = requireScope(ctx.actor, "rooms:read");
  const { limit, cursor } = input;
  const after = cursor === undefined ? null : decodeCursor(PURPOSE, cursor, timeCursorKey);
  const rows = await readTrash(ctx.services.pool, {
    spaceId,
    limit: limit + 1,
    before: after ? { at: after[0], id: after[1] } : undefined,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      room: replyOf(ctx, spaceId, row),
      reason: (row.trash_reason ?? "expired") as "expired",
      hasPassword: row.password_sealed !== null,
      trashedAt: row.closed_at.toISOString(),
      purgeAt: row.purge_at?.toISOString() ?? null,
    })),
    nextCursor:
      last && rows.length > limit
        ? encodeCursor(PURPOSE, [last.closed_at.toISOString(), last.id])
        : null,
  };
}
