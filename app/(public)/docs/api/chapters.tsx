import type { ReactNode } from "react";
import { Command } from "@/components/docs/command";
import { LIMITS } from "@/lib/core/limits";
import type { Scope } from "@/lib/tokens/token";

/** Of the scopes that an operation asks for. */
const SCOPE_WORDS: Partial<Record<Scope, string>> = {
  "rooms:read": "Read rooms, lists, matches, the trash and who holds a room.",
  "rooms:write": "Save rooms, add and take back ratings, hold a lease.",
  "rooms:delete": "Delete rooms, restore them from the trash, purge them.",
  "rooms:secrets": "Read the passwords of rooms; without it they are left out.",
  "media:write": "Give film ids their titles.",
  "events:read": "Hear what happens to rooms.",
};

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
    id: "scopes",
    title: "Tokens and scopes",
    body: (house) => (
      <>
        <p>
          Send the token as <code>Authorization: Bearer rk_…</code>, never in an address. Without a
          good one you get 401; one that lacks the scope gets 403 and changes nothing.
        </p>
        <dl className="fields">
          {Object.entries(SCOPE_WORDS).map(([scope, words]) => (
            <div key={scope}>
              <dt>
                <code>{scope}</code>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <p>
          A token may rotate itself before it ends: the new one works at once, the old one for the
          overlap that you name.
        </p>
        <Command>{`curl -X POST '${house}/api/v1/token/rotate' -H "authorization: Bearer $TOKEN" \\\n  -H 'content-type: application/json' -d '{"overlapSeconds":3600}'`}</Command>
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
    id: "pages",
    title: "Pages",
    body: () => (
      <p>
        Lists come in pages of <code>limit</code> items, {LIMITS.pageItemsDefault} unless you say
        and {LIMITS.pageItemsMax} at most. While <code>nextCursor</code> is not null, send it as{" "}
        <code>cursor</code> with the same parameters for the next page. What is there all the while
        comes exactly once, however much changes in between. A cursor is good for the question it
        came from and no other.
      </p>
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
  {
    id: "health",
    title: "Health",
    body: (house) => (
      <>
        <p>
          <code>/api/health/ready</code> answers 200 while this house can serve and 503 with{" "}
          <code>Retry-After</code> when it cannot; <code>/api/health/live</code> says only that the
          process runs. Neither needs a token.
        </p>
        <Command>{`curl '${house}/api/health/ready'`}</Command>
      </>
    ),
  },
  {
    id: "stability",
    title: "What stays as it is",
    body: () => (
      <p>
        Within <code>/api/v1</code> fields, codes and operations are added, and none is taken away
        or bent. So pass over fields you do not know, and tell refusals by their <code>code</code>,
        never by their words. Your own fields in a room come back as you sent them.
      </p>
    ),
  },
];
