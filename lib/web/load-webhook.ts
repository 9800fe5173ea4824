import { notFound } from "next/navigation";
import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import { countReplay, type ReplayCount } from "@/lib/webhooks/count-replay";
import type { DeliveriesQuery } from "@/lib/webhooks/deliveries-query";
import { getWebhook } from "@/lib/webhooks/get-webhook";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";
import { replaySinceSchema } from "@/lib/webhooks/webhook-schema";
import { forPage } from "./for-page";

export interface LoadedWebhook {
  webhook: ListedWebhook;
  page: Awaited<ReturnType<typeof listDeliveries>>;
  /** What sending again since the asked time would send. */
  count: ReplayCount | undefined;
}

/** A webhook with a page of its messages; one that is gone, or a cursor of another list, is no page. */
export async function loadWebhook(
  ctx: Context,
  id: string,
  query: DeliveriesQuery,
): Promise<LoadedWebhook> {
  return forPage(async () => {
    try {
      if (!isStorableText(id)) notFound();
      const [webhook, page, count] = await Promise.all([
        getWebhook(ctx, { id }),
        listDeliveries(ctx, { id, state: query.state, cursor: query.cursor }),
        query.since
          ? countReplay(ctx, { id, since: replaySinceSchema.parse(query.since) })
          : undefined,
      ]);
      return { webhook, page, count };
    } catch (error) {
      if (
        error instanceof RoomkeeperError &&
        ["not_found", "invalid_request"].includes(error.code)
      ) {
        notFound();
      }
      throw error;
    }
  });
}
