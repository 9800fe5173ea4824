import type { Context } from "@/lib/core/context";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/runtime/process-context";
import { requireTokenAdmin } from "@/lib/tokens/token-policy";
import type { Space } from "./space";

/** Every space, by name. */
export async function listSpaces(ctx: Context): Promise<Space[]> {
  requireTokenAdmin(ctx.actor);
  const spaces = await processContext().prisma.space.findMany({
    orderBy: { name: "asc" },
    take: LIMITS.bulkRoomsMax,
  });
  return spaces.map((space) => ({ ...space, createdAt: space.createdAt.toISOString() }));
}
