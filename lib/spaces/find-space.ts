import type { Context } from "@/lib/runtime/context";
import { requireTokenAdmin } from "@/lib/tokens/token-policy";
import type { Space } from "./space";

/** The space of that name, or null. */
export async function findSpace(ctx: Context, input: { name: string }): Promise<Space | null> {
  requireTokenAdmin(ctx.actor);
  const space = await ctx.services.prisma.space.findUnique({ where: { name: input.name } });
  return space && { ...space, createdAt: space.createdAt.toISOString() };
}
