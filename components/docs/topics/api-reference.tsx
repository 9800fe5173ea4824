import { LIMITS } from "@/lib/core/limits";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { Operations } from "../operation";

export function Rooms({ address, operations }: DocsProps) {
  return (
    <>
      <DocsSection id="merge" title="A save is a merge">
        <p>
          Save the whole room as often as you like. Ratings are merged by film and person, and the
          newer rating wins. Progress never goes down. Saves may overlap, repeat and arrive late,
          and no rating is lost.
        </p>
        <p>
          To replace a room instead of merging, send the <code>ETag</code> that you got when you
          read the room as <code>If-Match</code>. With <code>If-None-Match: *</code> a save creates
          a room and never changes one.
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
      <DocsSection id="bring-back" title="Bring the sample room back">
        <p>The commands on the next pages use the room that was deleted above. Restore it:</p>
        <Command>{`curl -X POST '${address}/api/v1/room/restore?name=movie%20night&createdAt=2026-10-01T20:00:00.000Z' \\
  -H "authorization: Bearer $TOKEN"`}</Command>
      </DocsSection>
    </>
  );
}

export function Trash({ address, operations }: DocsProps) {
  return (
    <>
      <DocsSection id="fill" title="Put the sample room into the trash">
        <p>The next command restores a room from the trash. Delete the sample room first:</p>
        <Command>{`curl -X DELETE '${address}/api/v1/room?name=movie%20night' \\
  -H "authorization: Bearer $TOKEN"`}</Command>
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
          With <code>Accept: text/event-stream</code> the connection stays open, and each event
          arrives when it happens. The first event, <code>stream.opened</code>, names the place
          where the stream begins. After a broken connection, connect again and send the id of the
          last event that you received as <code>Last-Event-ID</code>. Then you miss no event. Events
          are stored for {LIMITS.eventDays} days.
        </p>
        <Command>{`curl -N '${address}/api/v1/events' \\
  -H "authorization: Bearer $TOKEN" \\
  -H 'accept: text/event-stream'`}</Command>
      </DocsSection>
      <DocsSection id="poll" title="Read events in pages">
        <p>
          Without that header the reply is one page of events. With <code>wait=30</code> the request
          waits up to 30 seconds for the first event.
        </p>
        <p>
          To get a request for each event instead, use <a href="/docs/webhooks">webhooks</a>.
        </p>
      </DocsSection>
      <Operations operations={operations} />
    </>
  );
}

/** Taking the lease comes first, because only a lease that is held can be read. */
export function Leases({ operations }: DocsProps) {
  const isTaking = ({ method }: { method: string }) => method === "PUT";
  const others = operations.filter((operation) => !isTaking(operation));
  return <Operations operations={[...operations.filter(isTaking), ...others]} />;
}

/** A page that consists only of its operations. */
export function OperationsOnly({ operations }: DocsProps) {
  return <Operations operations={operations} />;
}
