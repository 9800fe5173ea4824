import type { Metadata } from "next";
import { NothingHere } from "@/components/shell/nothing-here";
import { ButtonLink, FormButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import { DeliveryList } from "@/components/webhooks/delivery-list";
import { ReplaySince } from "@/components/webhooks/replay-since";
import { WebhookDialogs } from "@/components/webhooks/webhook-dialogs";
import { WebhookFacts } from "@/components/webhooks/webhook-facts";
import { STATE_TEXT, stateText } from "@/components/webhooks/webhook-text";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { findWebhook, loadWebhook } from "@/lib/web/pages/load-webhook";
import { NOTHING_FOUND, orNothing } from "@/lib/web/pages/nothing-found";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";
import { deliveriesAddress, readDeliveriesQuery } from "@/lib/webhooks/deliveries-query";
import { mayAllowPrivate } from "@/lib/webhooks/may-allow-private";
import { hostOf } from "@/lib/webhooks/webhook";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return (await orNothing(() => findWebhook(id))) ? { title: "Webhook" } : NOTHING_FOUND;
}

export default async function WebhookPage({ params, searchParams }: Props) {
  const [{ id }, asked] = await Promise.all([params, searchParams]);
  const query = readDeliveriesQuery(asked);
  const viewer = await requireAdmin(deliveriesAddress(id, query));
  const found = await orNothing(() => loadWebhook(contextOf(viewer), id, query));
  if (!found) return <NothingHere />;
  const { webhook, page, count } = found;
  const { short, why, isWrong } = stateText(webhook);
  const home = deliveriesAddress(id);
  return (
    <>
      <PageHead
        crumb={{ href: "/admin/webhooks", label: "Webhooks" }}
        title={<Name dir="ltr">{hostOf(webhook.url)}</Name>}
        lead={
          <span className={isWrong ? pageHeadStyles.warn : undefined}>
            {short}. {why}
          </span>
        }
        actions={
          <>
            {webhook.disabledAt ? (
              <ButtonLink href={`#enable-${id}`} look="first" icon="check">
                Turn on
              </ButtonLink>
            ) : null}
            <FormButton
              action={`/api/dashboard/webhooks/${id}/test`}
              fields={{ returnTo: home }}
              icon="mail"
            >
              Send a test
            </FormButton>
          </>
        }
      />
      <WebhookFacts webhook={webhook} returnTo={home} />
      <Section
        id="messages"
        title="Messages"
        note={`Newest first; kept for ${LIMITS.webhookDeliveryDays} days. Open one to see its attempts.`}
      >
        <div>
          <Segmented
            label="Messages by state"
            segments={([undefined, "pending", "delivered", "failed"] as const).map((state) => ({
              href: deliveriesAddress(id, { state }),
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
              webhookId={id}
              items={page.items}
              isOn={webhook.disabledAt === null}
              returnTo={deliveriesAddress(id, query)}
            />
          )}
          {page.nextCursor || query.cursor ? (
            <Pager
              shown={`${counted(page.items.length, "message")} shown`}
              first={query.cursor ? deliveriesAddress(id, { state: query.state }) : undefined}
              next={
                page.nextCursor
                  ? deliveriesAddress(id, { state: query.state, cursor: page.nextCursor })
                  : undefined
              }
            />
          ) : null}
        </div>
      </Section>
      {webhook.disabledAt ? null : (
        <ReplaySince id={id} madeAt={webhook.createdAt} since={query.since} count={count} />
      )}
      <WebhookDialogs webhook={webhook} returnTo={home} mayAllowPrivate={mayAllowPrivate()} />
    </>
  );
}
