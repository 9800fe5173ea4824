import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { type DeliveriesQuery, deliveriesAddress } from "@/lib/webhooks/deliveries-query";
import type { DeliveryPage } from "@/lib/webhooks/list-deliveries";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";
import { DeliveryList } from "./delivery-list";
import { STATE_TEXT } from "./webhook-text";

/** The messages of a webhook, filtered by state, one page of them. */
export function WebhookMessages(props: {
  webhook: ListedWebhook;
  page: DeliveryPage;
  query: DeliveriesQuery;
}) {
  const { webhook, page, query } = props;
  return (
    <Section
      id="messages"
      title="Messages"
      note={`Newest first; kept for ${LIMITS.webhookDeliveryDays} days. Open one to see its attempts.`}
    >
      <div>
        <Segmented
          label="Messages by state"
          segments={([undefined, "pending", "delivered", "failed"] as const).map((state) => ({
            href: deliveriesAddress(webhook.id, { state }),
            label: state ? STATE_TEXT[state] : "All",
            current: state === query.state,
          }))}
        />
        {page.items.length === 0 ? (
          <EmptyState art={query.state ? "missing" : "hooks"} title="No message here.">
            {query.state
              ? "None is in this state now."
              : "The first one is sent when something happens to a room. You can send a test now."}
          </EmptyState>
        ) : (
          <DeliveryList
            webhookId={webhook.id}
            items={page.items}
            isOn={webhook.disabledAt === null}
            returnTo={deliveriesAddress(webhook.id, query)}
          />
        )}
        {page.nextCursor || query.cursor ? (
          <Pager
            shown={`${counted(page.items.length, "message")} shown`}
            first={query.cursor ? deliveriesAddress(webhook.id, { state: query.state }) : undefined}
            next={
              page.nextCursor
                ? deliveriesAddress(webhook.id, { state: query.state, cursor: page.nextCursor })
                : undefined
            }
          />
        ) : null}
      </div>
    </Section>
  );
}
