import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import type { Media } from "./media-schema";
import { storeMedia } from "./store-media";

/**
 * Writes films to the catalogue of the token's space and replaces existing ones. If two items have the same id, the later one is stored.
 * @returns how many films were written
 */
export async function putMedia(ctx: Context, input: { items: Media[] }): Promise<number> {
  const spaceId = requireScope(ctx.actor, "media:write");
  return storeMedia(ctx.services.pool, spaceId, input.items);
}
