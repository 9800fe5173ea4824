import type { ReactNode } from "react";
import { Command } from "@/components/docs/command";

interface Chapter {
  id: string;
  title: string;
  body: (house: string) => ReactNode;
}

/** What holds for all operations, told once. */
export const CHAPTERS: readonly Chapter[] = [
  {
    id: "begin",
    title: "Begin",
    body: (house) => (
      <>
        <p>
          An admin makes a token under Admin, Spaces and tokens. It opens one space and may do what
          its scopes say. Put it into TOKEN and every command on this page works as it stands:
        </p>
        <Command>{`export TOKEN=rk_…\ncurl '${house}/api/v1/token' -H "authorization: Bearer $TOKEN"`}</Command>
        <p>
          The client does the rest for you: batches, retries, a buffer while this house is away.
        </p>
        <Command>{`import { createRoomkeeper } from "${house}/client/roomkeeper.js";\nconst keeper = createRoomkeeper({ url: "${house}", token: "rk_…" });`}</Command>
        <p>
          The whole of it for machines is at{" "}
          <a className="link" href="/api/v1/openapi.json">
            /api/v1/openapi.json
          </a>{" "}
          (OpenAPI 3.1).
        </p>
      </>
    ),
  },
  {
    id: "saving",
    title: "Saving is joining",
    body: () => (
      <p>
        Save the whole room as often as you like. Ratings are united by film and person, and the
        newest time wins; progress is the greatest. Saves may overlap, repeat and arrive late, and
        nothing is lost. A room that was deleted does not come back by a late save (
        <code>gone</code>); a later <code>createdAt</code> begins a new one. When you want to
        replace and not to join, send the ETag of what you read as <code>If-Match</code>; with{" "}
        <code>If-None-Match: *</code> a save only creates.
      </p>
    ),
  },
  {
    id: "idempotency",
    title: "Once and only once",
    body: () => (
      <p>
        Every POST takes an <code>Idempotency-Key</code> of up to 255 characters. The request is
        carried out once, and whoever sends it again within a day gets the same reply, marked{" "}
        <code>idempotency-replayed: true</code>. What was refused is not remembered. Keys are your
        token’s own.
      </p>
    ),
  },
  {
    id: "listening",
    title: "Events",
    body: (house) => (
      <>
        <p>
          Ask with <code>Accept: text/event-stream</code> and hear what happens as it happens. The
          first event, <code>stream.opened</code>, says where you are; after a break send the last
          id as <code>Last-Event-ID</code> and miss nothing. Events are kept for a week. Without
          that header you get a page of them, and <code>wait=30</code> lets it wait for the first.
        </p>
        <Command>{`curl -N '${house}/api/v1/events' -H "authorization: Bearer $TOKEN" -H "accept: text/event-stream"`}</Command>
        <p>
          Who would rather be called than listen uses{" "}
          <a className="link" href="/docs/webhooks">
            webhooks
          </a>
          .
        </p>
      </>
    ),
  },
  {
    id: "limits",
    title: "Limits",
    body: () => (
      <p>
        Every reply says how much of the minute is left:{" "}
        <code>RateLimit: "token";r=59990;t=42</code>, with the whole in{" "}
        <code>RateLimit-Policy</code>. When nothing is left you get 429 and <code>Retry-After</code>
        . A batch counts for one request in every hundred operations. A body has at most 8 MiB.
      </p>
    ),
  },
];
