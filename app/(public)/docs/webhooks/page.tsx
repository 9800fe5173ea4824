import type { Metadata } from "next";
import { AttemptTable } from "@/components/docs/attempt-table";
import { Command } from "@/components/docs/command";
import { PageHead } from "@/components/ui/page-head";
import { Spread } from "@/components/ui/spread";
import { LIMITS } from "@/lib/core/limits";
import { HEADERS, MESSAGE, RECEIVER } from "./samples";

export const metadata: Metadata = { title: "Webhooks" };

/** What whoever writes a receiver must know: the message, its signature, its attempts. */
export default function WebhookDocsPage() {
  return (
    <main className="page docs" id="main" tabIndex={-1}>
      <PageHead
        crumb={{ href: "/", label: "The desk" }}
        title="Webhooks"
        lead="Whenever something happens to a room, this house tells the addresses that an admin gave it. Messages are signed as Standard Webhooks says."
      />
      <Spread title="The message" note="A POST with a JSON body." id="message">
        <div>
          <Command>{JSON.stringify(MESSAGE, null, 2)}</Command>
          <p>
            <code>data</code> is the event as <code>GET /api/v1/events</code> gives it, and{" "}
            <code>data.data</code> has counts, times and reasons; never what people said. A test
            that an admin sends has the type <code>webhook.test</code> and no room.
          </p>
          <dl className="said-of">
            {HEADERS.map(({ name, words }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Spread>
      <Spread
        title="Verify it"
        note="With the secret that the admin was shown, and the package standardwebhooks."
        id="verify"
      >
        <div>
          <Command>npm install standardwebhooks</Command>
          <Command>{RECEIVER}</Command>
          <p>
            The package refuses messages that are older than five minutes, so a recorded one cannot
            be played again. Answer with a status from 200 to 299 within{" "}
            {LIMITS.webhookAttemptMs / 1000} seconds, and do what takes longer afterwards.
          </p>
        </div>
      </Spread>
      <Spread title="At least once" note="Whoever cannot be reached is told later." id="attempts">
        <div>
          <p>
            Every event arrives at least once. When an answer gets lost the message comes again with
            the same <code>webhook-id</code>, so remember the ids of the last days. After a failed
            attempt others may overtake it: order by <code>data.id</code>, or by{" "}
            <code>data.room.version</code> within a room.
          </p>
          <AttemptTable />
          <p>
            Waits vary by a tenth. A <code>Retry-After</code> header makes the next one longer, up
            to a day. Redirects are not followed and count as failures, and of an answer at most{" "}
            {LIMITS.webhookReplyBytesMax / 1024} KB are read.
          </p>
        </div>
      </Spread>
      <Spread title="Turned off" note="So that nobody is called for ever in vain." id="off">
        <ul className="reasons">
          <li>
            A receiver that answers <code>410 Gone</code> is turned off at once.
          </li>
          <li>
            One that nothing got through to for {LIMITS.webhookFailingDays} days is turned off when
            the next message is given up.
          </li>
          <li>
            An admin sees why, and turns it on again: from now on, or with what it missed, as far as
            events are kept: {LIMITS.eventDays} days. They can also send one message again, or all
            since a time.
          </li>
        </ul>
      </Spread>
      <Spread title="Where it may lead" id="reach">
        <p>
          Only addresses of the public internet are called, unless an admin ticks that it is in
          their own network. That is looked at when it is saved, and again with each connection. The
          setting <code>WEBHOOKS_ALLOW_PRIVATE</code> takes that choice away (<code>never</code>) or
          adds this machine itself (<code>loopback</code>).
        </p>
      </Spread>
    </main>
  );
}
