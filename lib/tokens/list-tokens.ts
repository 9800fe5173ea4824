import type { Context } from "@/lib/core/context";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/wire/process-context";
import type { TokenSummary } from "./token";
import { requireTokenAdmin } from "./token-policy";

/** The tokens of one space, or the newest of all spaces; newest first, revoked ones included. */
export async function listTokens(
  ctx: Context,
  input: { spaceId?: string } = {},
): Promise<TokenSummary[]> {
  requireTokenAdmin(ctx.actor);
  const tokens = await processContext().prisma.token.findMany({
    where: input.spaceId ? { spaceId: input.spaceId } : {},
    include: { space: { select: { name: true } } },
    omit: { hash: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LIMITS.bulkRoomsMax,
  });
  return tokens.map((token) => ({
    id: token.id,
    spaceId: token.spaceId,
    spaceName: token.space.name,
    label: token.label,
    hint: token.hint,
    scopes: token.scopes,
    createdAt: token.createdAt.toISOString(),
    createdBy: token.createdBy,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    replacedByHint: tokens.find(({ id }) => id === token.replacedBy)?.hint ?? null,
  }));
}
