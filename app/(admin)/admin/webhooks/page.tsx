import { Fragment } from "react";
import folkStyles from "@/components/people/folk.module.css";
import { ButtonLink } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import { Section } from "@/components/ui/section";
import { NewSecret } from "@/components/webhooks/new-secret";
import { NewWebhookDialog } from "@/components/webhooks/new-webhook-dialog";
import { NoWebhookYet } from "@/components/webhooks/no-webhook-yet";
import { WebhookDialogs } from "@/components/webhooks/webhook-dialogs";
import { WebhookRow } from "@/components/webhooks/webhook-row";
import { WebhooksLead } from "@/components/webhooks/webhooks-lead";
import { shownText } from "@/lib/core/hidden-characters";
import { listSpaces } from "@/lib/spaces/list-spaces";
import { readShownSecret } from "@/lib/web/forms/shown-secret";
import { forPage } from "@/lib/web/pages/for-page";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";
import { listWebhooks } from "@/lib/webhooks/list-webhooks";
import { mayAllowPrivate } from "@/lib/webhooks/may-allow-private";

export const generateMetadata = titleForAdmins("Webhooks");

export default async function WebhooksPage() {
  const ctx = contextOf(await requireAdmin("/admin/webhooks"));
  const [spaces, webhooks, shown] = await forPage(() =>
    Promise.all([listSpaces(ctx), listWebhooks(ctx), readShownSecret()]),
  );
  const told = spaces.filter(({ id }) => webhooks.some(({ spaceId }) => spaceId === id));
  return (
    <>
      <PageHead
        title="Webhooks"
        lead={<WebhooksLead webhooks={webhooks} />}
        actions={
          spaces.length > 0 && webhooks.length > 0 ? (
            <ButtonLink href="#new-webhook" icon="plus" look="first">
              New webhook
            </ButtonLink>
          ) : null
        }
      />
      {shown ? <NewSecret {...shown} /> : null}
      {webhooks.length === 0 ? <NoWebhookYet hasSpaces={spaces.length > 0} /> : null}
      {told.map(({ id, name }) => (
        <Section
          key={id}
          title={<Name dir="auto">{name}</Name>}
          note="Each message is delivered at least once, and not always in order."
          link={{ href: "/docs/webhooks", label: "What a receiver must know" }}
        >
          <ul className={folkStyles.folk} aria-label={`Webhooks of ${shownText(name)}`}>
            {webhooks
              .filter(({ spaceId }) => spaceId === id)
              .map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} />
              ))}
          </ul>
        </Section>
      ))}
      {spaces.length > 0 ? (
        <NewWebhookDialog spaces={spaces} mayAllowPrivate={mayAllowPrivate()} />
      ) : null}
      {webhooks.map((webhook) => (
        <Fragment key={webhook.id}>
          <WebhookDialogs
            webhook={webhook}
            returnTo="/admin/webhooks"
            mayAllowPrivate={mayAllowPrivate()}
          />
        </Fragment>
      ))}
    </>
  );
}
