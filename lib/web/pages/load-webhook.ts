import { notFound } from "next/navigation";
import { cache } from "react";
import { RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import type { Context } from "@/lib/runtime/context";
import { countReplay, type ReplayCount } from "@/lib/webhooks/count-replay";
import { type DeliveriesQuery, deliveriesAddress } from "@/lib/webhooks/deliveries-query";
import { getWebhook } from "@/lib/webhooks/get-webhook";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";
import { replaySinceSchema } from "@/lib/webhooks/webhook-schema";
import { forPage } from "./for-page";
import { contextOf, requireAdmin } from "./viewer";

export interface LoadedWebhook {
  webhook: ListedWebhook;
  page: Awaited<ReturnType<typeof listDeliveries>>;
  /** What sending again since the asked time would send. */
  count: ReplayCount | undefined;
}

/** Loads a webhook for the head of its page, once per request. Not found if there is none, or if the viewer is not an admin. */
export const findWebhook = cache((id: string) =>
  forPage(async () => {
    const ctx = contextOf(await requireAdmin(deliveriesAddress(id)));
    return orNotFound(() => (isStorableText(id) ? getWebhook(ctx, { id }) : notFound()));
  }),
);

/** A webhook with a page of its messages; one that is gone, or a cursor of another list, is no page. */
export async function loadWebhook(
  ctx: Context,
  id: string,
  query: DeliveriesQuery,
): Promise<LoadedWebhook> {
  return forPage(async () => {
    const webhook = await findWebhook(id);
    return orNotFound(async () => {
      const [page, count] = await Promise.all([
        listDeliveries(ctx, { id, state: query.state, cursor: query.cursor }),
        query.since
          ? countReplay(ctx, { id, since: replaySinceSchema.parse(query.since) })
          : undefined,
      ]);
      return { webhook, page, count };
    });
  });
}

async function orNotFound<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof RoomkeeperError ? error.code : null;
    if (code === "not_found" || code === "invalid_request") notFound();
    throw error;
  }
}
