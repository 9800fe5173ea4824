import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { requireTokenAdmin } from "@/lib/tokens/token-policy";
import type { Space } from "./space";

/** Every space, by name. */
export async function listSpaces(ctx: Context): Promise<Space[]> {
  requireTokenAdmin(ctx.actor);
  const spaces = await ctx.services.prisma.space.findMany({
    orderBy: { name: "asc" },
    take: LIMITS.bulkRoomsMax,
  });
  return spaces.map((space) => ({ ...space, createdAt: space.createdAt.toISOString() }));
}
