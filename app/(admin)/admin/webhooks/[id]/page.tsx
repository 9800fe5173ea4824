import type { Metadata } from "next";
import { NothingHere } from "@/components/shell/nothing-here";
import { ButtonLink, FormButton } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { ReplaySince } from "@/components/webhooks/replay-since";
import { WebhookDialogs } from "@/components/webhooks/webhook-dialogs";
import { WebhookFacts } from "@/components/webhooks/webhook-facts";
import { WebhookMessages } from "@/components/webhooks/webhook-messages";
import { stateText } from "@/components/webhooks/webhook-text";
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
      <WebhookMessages webhook={webhook} page={page} query={query} />
      {webhook.disabledAt ? null : (
        <ReplaySince id={id} madeAt={webhook.createdAt} since={query.since} count={count} />
      )}
      <WebhookDialogs webhook={webhook} returnTo={home} mayAllowPrivate={mayAllowPrivate()} />
    </>
  );
}
