import operationStyles from "@/components/docs/operation.module.css";
import { LIMITS } from "@/lib/core/limits";
import type { Scope } from "@/lib/tokens/token";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { Operations } from "../operation";
import { WithCode } from "../with-code";

/** What each scope allows. */
const SCOPE_TEXT: Readonly<Record<Scope, string>> = {
  "rooms:read": "Read rooms, lists, matches, the trash and leases.",
  "rooms:write": "Save rooms, add ratings, take ratings back, and take leases.",
  "rooms:delete": "Delete rooms, restore them from the trash, delete them for good.",
  "rooms:secrets": "Read the passwords of rooms. Without it, replies leave them out.",
  "media:write": "Give film ids their titles.",
  "events:read": "Read and follow the events of rooms.",
};

export function Authentication({ operations }: DocsProps) {
  return (
    <>
      <DocsSection id="send" title="Send the token">
        <p>
          Send the token in each request as <code>Authorization: Bearer rk_…</code>, never as part
          of an address. Without a valid token the reply is <code>401</code>. A token that lacks the
          scope gets <code>403</code>, and nothing changes.
        </p>
      </DocsSection>
      <DocsSection id="scopes" title="Scopes">
        <p>An admin chooses the scopes when the token is made. They cannot be added later.</p>
        <dl className={operationStyles.fields}>
          {Object.entries(SCOPE_TEXT).map(([scope, text]) => (
            <div key={scope}>
              <dt>
                <code>{scope}</code>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </DocsSection>
      <DocsSection id="rotation" title="Rotate a token before it ends">
        <p>
          A token can replace itself. The new token works immediately. The old token keeps working
          for as many seconds as you choose, so that every instance has time to change to the new
          one.
        </p>
      </DocsSection>
      <Operations operations={operations} />
    </>
  );
}

export function Idempotency({ address }: DocsProps) {
  return (
    <>
      <DocsSection id="key" title="Send an Idempotency-Key">
        <p>
          If a reply is lost, you cannot know whether the request was carried out. Send every POST
          with an <code>Idempotency-Key</code> of up to {LIMITS.idempotencyKeyUnitsMax} characters.
          If no reply comes, send the same request again with the same key. Roomkeeper carries the
          request out only once. A repeated request within a day gets the stored reply, marked with{" "}
          <code>idempotency-replayed: true</code>.
        </p>
        <Command>{`curl -X POST '${address}/api/v1/room/ratings?name=movie%20night' \\
  -H "authorization: Bearer $TOKEN" \\
  -H 'idempotency-key: 3f0b8c2e-9a51' \\
  -H 'content-type: application/json' \\
  -d '{"ratings":{"plex://movie/1":[["Ann","like",1790886000000]]}}'`}</Command>
      </DocsSection>
      <DocsSection id="scope" title="What a key covers">
        <ul>
          <li>A key counts for your token only. Another token may use the same key.</li>
          <li>
            A different request with the same key is refused with{" "}
            <a href={`${topicHref("errors")}#idempotency_mismatch`}>
              <code>idempotency_mismatch</code>
            </a>
            .
          </li>
          <li>
            The key of a refused request stays free: correct the request and send it with the same
            key.
          </li>
          <li>
            Saves need no key. Saving the same room twice changes none of its ratings and settings,
            because <a href={`${topicHref("rooms")}#merge`}>a save is a merge</a>. Each save still
            increases its version and moves its expiry.
          </li>
        </ul>
      </DocsSection>
    </>
  );
}

export function Pagination({ address }: DocsProps) {
  return (
    <DocsSection id="cursor" title="Follow the cursor">
      <p>
        A list returns at most <code>limit</code> items: {LIMITS.pageItemsDefault} unless you ask
        for another number, and never more than {LIMITS.pageItemsMax}. While <code>nextCursor</code>{" "}
        is not null, send it as <code>cursor</code> with the same parameters to get the next page.
      </p>
      <Command>{`curl '${address}/api/v1/rooms?limit=50' -H "authorization: Bearer $TOKEN"`}</Command>
      <p>
        A room that exists while you read all pages appears exactly once, even if other rooms change
        meanwhile. Use a cursor only with the list and the parameters that it came from.
      </p>
    </DocsSection>
  );
}

export function Errors({ address, problems }: DocsProps) {
  return (
    <>
      <DocsSection id="format" title="The format">
        <p>
          A refused request gets a problem document (RFC 9457) with the media type{" "}
          <code>application/problem+json</code>. The <code>code</code> never changes; the texts may
          change. When several fields are wrong, <code>errors</code> names each of them by its JSON
          pointer. Every reply has an <code>X-Request-Id</code>. The operator can find a failed
          request in the log by this id, and with <code>LOG_LEVEL=debug</code> every request.
        </p>
        <p>
          Two refusals have no such document: 431 for an address with headers over 16 KB, and 408
          for a body that brings less than 4 KiB a second after a minute.
        </p>
        <Command>{`curl '${address}/api/v1/room?name=nowhere' -H "authorization: Bearer $TOKEN"`}</Command>
      </DocsSection>
      <DocsSection id="codes" title="Error codes">
        <dl className={operationStyles.fields}>
          {problems.map(({ code, status, means, next }) => (
            <div key={code} id={code} data-title={code}>
              <dt>
                <code>{code}</code>
                <small>{status}</small>
              </dt>
              <dd>
                <WithCode>{means}</WithCode>{" "}
                <span className="text-ink-3">
                  <WithCode>{next}</WithCode>
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </DocsSection>
    </>
  );
}

export function Health({ address }: DocsProps) {
  return (
    <>
      <DocsSection id="ready" title="Can the instance serve requests?">
        <p>
          <code>/api/health/ready</code> replies <code>200</code> while this instance can serve
          requests, and <code>503</code> with <code>Retry-After</code> while it cannot. Use it for a
          load balancer. It needs no token.
        </p>
        <Command>{`curl '${address}/api/health/ready'`}</Command>
      </DocsSection>
      <DocsSection id="live" title="Does the process run?">
        <p>
          <code>/api/health/live</code> replies <code>200</code> as long as the process runs, even
          if the database is unavailable. Use it for the program that restarts the process.
        </p>
        <Command>{`curl '${address}/api/health/live'`}</Command>
      </DocsSection>
    </>
  );
}
