import operationStyles from "@/components/docs/operation.module.css";
import { LIMITS } from "@/lib/core/limits";
import { AttemptTable } from "../attempt-table";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import { DocsSection } from "../docs-section";
import { HEADERS, MESSAGE, RECEIVER } from "./webhook-samples";

/** The docs page for authors of a webhook receiver: the message, its signature and repeated attempts. */
export function Webhooks() {
  return (
    <>
      <DocsSection id="message" title="The message">
        <p>
          An admin enters your address under Admin, Webhooks. From then on Roomkeeper sends a POST
          with a JSON body for each event, signed as{" "}
          <a href="https://www.standardwebhooks.com">Standard Webhooks</a> describes.
        </p>
        <Command language="json" title="Body">
          {JSON.stringify(MESSAGE, null, 2)}
        </Command>
        <p>
          <code>data</code> is the event as <a href={topicHref("events")}>GET /api/v1/events</a>{" "}
          returns it. <code>data.data</code> has counts, times and reasons, but never people’s
          ratings. A test message from an admin has the type <code>webhook.test</code> and no room.
        </p>
        <dl className={operationStyles.fields}>
          {HEADERS.map(({ name, text }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </DocsSection>
      <DocsSection id="verify" title="Verify the signature">
        <p>
          Use the secret that Roomkeeper showed to the admin, and the package standardwebhooks. This
          is a complete receiver:
        </p>
        <Command>npm install standardwebhooks</Command>
        <Command language="javascript" title="receiver.mjs">
          {RECEIVER}
        </Command>
        <p>
          The package refuses messages that are older than five minutes, so nobody can record a
          message and send it again later. Answer with a status from 200 to 299 within{" "}
          {LIMITS.webhookAttemptMs / 1000} seconds. Start longer work after the answer.
        </p>
      </DocsSection>
      <DocsSection id="attempts" title="Repeated attempts">
        <p>
          Every event is delivered at least once. If your answer is lost, the message is sent again
          with the same <code>webhook-id</code>, so remember the ids of the last days. After a
          failed attempt, later messages may arrive first. Order messages by <code>data.id</code>,
          or by <code>data.room.version</code> within a room.
        </p>
        <AttemptTable />
        <p>
          Each waiting time varies by up to a tenth. A <code>Retry-After</code> header makes the
          next waiting time longer, up to a day. Redirects are not followed and count as failures.
          Roomkeeper reads at most {LIMITS.webhookReplyBytesMax / 1024} KB of an answer.
        </p>
      </DocsSection>
      <DocsSection id="off" title="When a webhook is turned off">
        <ul>
          <li>
            An address that answers <code>410 Gone</code> is turned off immediately.
          </li>
          <li>
            If no message was delivered for {LIMITS.webhookFailingDays} days, the webhook is turned
            off when the next message has used up its attempts.
          </li>
          <li>
            An admin sees the reason and can turn the webhook on again. It can then also receive the
            messages that it missed, as long as their events are stored ({LIMITS.eventDays} days).
            An admin can also repeat one message, or all messages since a given time.
          </li>
        </ul>
      </DocsSection>
      <DocsSection id="reach" title="Which addresses are allowed">
        <p>
          Roomkeeper calls only addresses on the public internet, unless an admin confirms that the
          address is in their own network. It checks the address when the webhook is saved and again
          for every connection. If the setting <code>WEBHOOKS_ALLOW_PRIVATE</code> is{" "}
          <code>never</code>, admins cannot confirm private addresses; if it is{" "}
          <code>loopback</code>, they can also use this machine itself.
        </p>
      </DocsSection>
    </>
  );
}
