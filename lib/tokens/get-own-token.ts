import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { requireToken } from "./token-policy";
import type { OwnToken } from "./token-schema";

/** What a token can read about itself: its space, its scopes, and when it expires. */
export async function getOwnToken(ctx: Context): Promise<OwnToken> {
  const { id } = requireToken(ctx.actor);
  const token = await ctx.services.prisma.token.findUnique({
    where: { id },
    include: { space: { select: { name: true } } },
    omit: { hash: true },
  });
  if (!token) throw new RoomkeeperError("unauthorized", "This token is not known here.");
  return {
    id,
    label: token.label,
    space: token.space.name,
    hint: token.hint,
    scopes: token.scopes,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    replacedBy: token.replacedBy,
  };
}
