import { z } from "zod";
import { cursorText, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import type { MediaListReply } from "./media-schema";

const PURPOSE = "media";
const mediaKey = z.tuple([cursorText(LIMITS.mediaIdUnitsMax)]);

/** Lists one page of the catalogue of the token's space, sorted by media id, or only the film with the given media id. */
export async function listMedia(
  ctx: Context,
  input: { mediaId?: string; limit: number; cursor?: string },
): Promise<MediaListReply> {
  const spaceId = requireScope(ctx.actor, "rooms:read");
  const after = input.cursor === undefined ? null : decodeCursor(PURPOSE, input.cursor, mediaKey);
  const found = await ctx.services.prisma.media.findMany({
    where: {
      spaceId,
      ...(input.mediaId === undefined ? {} : { mediaId: input.mediaId }),
      ...(after ? { AND: { mediaId: { gt: after[0] } } } : {}),
    },
    orderBy: { mediaId: "asc" },
    take: input.limit + 1,
  });
  const page = found.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map(
      ({ mediaId, title, year, posterUrl, linkUrl, trailerUrl, genres, durationMs }) => ({
        ...{ mediaId, title, year, posterUrl, linkUrl, trailerUrl, genres, durationMs },
      }),
    ),
    nextCursor: last && found.length > input.limit ? encodeCursor(PURPOSE, [last.mediaId]) : null,
  };
}
