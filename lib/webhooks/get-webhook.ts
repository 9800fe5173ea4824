import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { type ListedWebhook, listWebhooks } from "./list-webhooks";

/** One webhook as lists show it. Throws `not_found`. */
export async function getWebhook(ctx: Context, input: { id: string }): Promise<ListedWebhook> {
  const [webhook] = await listWebhooks(ctx, input);
  if (!webhook) throw new RoomkeeperError("not_found", "There is no such webhook.");
  return webhook;
}
