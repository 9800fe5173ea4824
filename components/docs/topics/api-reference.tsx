import { LIMITS } from "@/lib/core/limits";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { Operations } from "../operation";

export function Rooms({ operations }: DocsProps) {
  return (
    <>
      <DocsSection id="merge" title="A save is a merge">
        <p>
          Save the whole room as often as you like. Ratings are merged by film and person, and the
          newer rating wins. Progress never goes down. Saves may overlap, repeat and arrive late,
          and no rating is lost.
        </p>
        <p>
          To replace a room instead, send the <code>ETag</code> of what you read as{" "}
          <code>If-Match</code>. With <code>If-None-Match: *</code> a save only creates a room.
        </p>
      </DocsSection>
      <DocsSection id="lives" title="Deleted rooms stay deleted">
        <p>
          A late save does not bring a deleted room back. It is refused with{" "}
          <a href={`${topicHref("errors")}#gone`}>
            <code>gone</code>
          </a>
          . A save with a later <code>createdAt</code> opens a new room of that name, which starts
          empty.
        </p>
      </DocsSection>
      <Operations operations={operations} />
    </>
  );
}

export function Events({ address, operations }: DocsProps) {
  return (
    <>
      <DocsSection id="stream" title="Listen to a stream">
        <p>
          With <code>Accept: text/event-stream</code> the connection stays open and each event
          arrives as it happens. The first one, <code>stream.opened</code>, says where the stream
          begins. After a broken connection send the last id that you got as{" "}
          <code>Last-Event-ID</code>, and no event is missed. Events are kept for {LIMITS.eventDays}{" "}
          days.
        </p>
        <Command>{`curl -N '${address}/api/v1/events' \\
  -H "authorization: Bearer $TOKEN" \\
  -H 'accept: text/event-stream'`}</Command>
      </DocsSection>
      <DocsSection id="poll" title="Read pages instead">
        <p>
          Without that header the reply is a page of events. With <code>wait=30</code> it waits up
          to 30 seconds for the first one.
        </p>
        <p>
          If you would rather be called than listen, use <a href="/docs/webhooks">webhooks</a>.
        </p>
      </DocsSection>
      <Operations operations={operations} />
    </>
  );
}

/** A page that is nothing but its operations. */
export function OperationsOnly({ operations }: DocsProps) {
  return <Operations operations={operations} />;
}
