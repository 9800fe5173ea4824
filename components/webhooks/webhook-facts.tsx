import type { ReactNode } from "react";
import { ButtonLink, FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import factsStyles from "@/components/ui/facts.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { AbsoluteTime, TimeAgo } from "@/components/ui/time";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";
import styles from "./webhook-facts.module.css";
import { receivedText } from "./webhook-text";

/** The address of a webhook, the events that it receives, and its actions. */
export function WebhookFacts({ webhook, returnTo }: { webhook: ListedWebhook; returnTo: string }) {
  const { id, url, spaceName, eventTypes, allowPrivate, disabledAt } = webhook;
  const { createdAt, createdBy, previousSecretUntil, lastDeliveredAt, waiting } = webhook;
  return (
    <Section
      title="The webhook"
      note={
        <>
          Made{" "}
          {createdBy ? (
            <>
              by <Name>{createdBy}</Name>{" "}
            </>
          ) : null}
          <TimeAgo at={createdAt} />
        </>
      }
      link={{ href: "/docs/webhooks", label: "What a receiver must know" }}
    >
      <div>
        <dl className={`${factsStyles.facts} ${styles.webhookFacts}`}>
          <Fact term="Address">
            <Name dir="ltr">{url}</Name>
          </Fact>
          <Fact term="Space">
            <Name dir="auto">{spaceName}</Name>, {receivedText(eventTypes)}
          </Fact>
          <Fact term="Delivered last">
            {lastDeliveredAt ? <TimeAgo at={lastDeliveredAt} /> : "Nothing yet"}
            {waiting > 0 ? `, ${waiting.toLocaleString("en-US")} waiting` : ""}
          </Fact>
          {allowPrivate ? <Fact term="Reach">My own network as well</Fact> : null}
          {previousSecretUntil ? (
            <Fact term="Secret">
              Rotated; the former one signs until{" "}
              <AbsoluteTime at={previousSecretUntil} as="short" />
            </Fact>
          ) : null}
        </dl>
        <div className={`${buttonStyles.btns} ${buttonStyles.after}`}>
          <ButtonLink href={`#change-${id}`} icon="pencil">
            Change
          </ButtonLink>
          <ButtonLink href={`#rotate-${id}`} icon="refresh-cw">
            Rotate the secret
          </ButtonLink>
          {disabledAt ? null : (
            <FormButton
              action={`/api/dashboard/webhooks/${id}/disable`}
              fields={{ returnTo }}
              icon="ban"
            >
              Turn off
            </FormButton>
          )}
          <ButtonLink href={`#delete-${id}`} icon="trash" look="danger">
            Delete
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
