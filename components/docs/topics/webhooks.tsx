import { LIMITS } from "@/lib/core/limits";
import { AttemptTable } from "../attempt-table";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import { DocsSection } from "../docs-section";
import { HEADERS, MESSAGE, RECEIVER } from "./webhook-samples";

/** What whoever writes a receiver must know: the message, its signature, its attempts. */
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
          returns it. <code>data.data</code> has counts, times and reasons; never what people said.
          A test that an admin sends has the type <code>webhook.test</code> and no room.
        </p>
        <dl className="fields">
          {HEADERS.map(({ name, words }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </DocsSection>
      <DocsSection id="verify" title="Verify the signature">
        <p>
          Use the secret that the admin was shown, and the package standardwebhooks. This is a whole
          receiver:
        </p>
        <Command>npm install standardwebhooks</Command>
        <Command language="javascript" title="receiver.mjs">
          {RECEIVER}
        </Command>
        <p>
          The package refuses messages that are older than five minutes, so nobody can replay a
          recorded one later. Answer with a status from 200 to 299 within{" "}
          {LIMITS.webhookAttemptMs / 1000} seconds, and do longer work afterwards.
        </p>
      </DocsSection>
      <DocsSection id="attempts" title="Repeated attempts">
        <p>
          Every event is delivered at least once. When your answer is lost, the message comes again
          with the same <code>webhook-id</code>: remember the ids of the last days. After a failed
          attempt, later messages may arrive first: order them by <code>data.id</code>, or by{" "}
          <code>data.room.version</code> within a room.
        </p>
        <AttemptTable />
        <p>
          Each wait varies by up to a tenth. A <code>Retry-After</code> header makes the next one
          longer, up to a day. Redirects are not followed and count as failures. At most{" "}
          {LIMITS.webhookReplyBytesMax / 1024} KB of an answer are read.
        </p>
      </DocsSection>
      <DocsSection id="off" title="When a webhook is turned off">
        <ul>
          <li>
            An address that answers <code>410 Gone</code> is turned off at once.
          </li>
          <li>
            When no message has got through for {LIMITS.webhookFailingDays} days, the webhook is
            turned off as soon as the next message is given up.
          </li>
          <li>
            An admin sees the reason and can turn it on again: from now on, or with the messages it
            missed, as far as events are kept ({LIMITS.eventDays} days). An admin can also send one
            message again, or all messages since a time.
          </li>
        </ul>
      </DocsSection>
      <DocsSection id="reach" title="Which addresses are allowed">
        <p>
          Roomkeeper calls addresses of the public internet only, unless an admin confirms that the
          address is in their own network. It checks this when the webhook is saved and again for
          every connection. The setting <code>WEBHOOKS_ALLOW_PRIVATE</code> removes that choice (
          <code>never</code>) or also allows this machine itself (<code>loopback</code>).
        </p>
      </DocsSection>
    </>
  );
}
