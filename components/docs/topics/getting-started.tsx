import { Command } from "../command";
import { DOCS_PAGES } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";

/** The first steps with the API, and what of it stays the same. */
export function GettingStarted({ address, operations }: DocsProps) {
  const curlOf = (anchor: string) => operations.find((one) => one.anchor === anchor)?.curl ?? "";
  const topics = DOCS_PAGES.filter(({ group }) => group !== "Guides").slice(1);
  return (
    <>
      <DocsSection id="token" title="Get a token">
        <p>
          An admin makes a token in Roomkeeper under Admin, Spaces and tokens. A token belongs to
          one space and allows what its scopes say. Put it into the variable TOKEN. This command
          shows what the token may do:
        </p>
        <Command>{`export TOKEN=rk_…\ncurl '${address}/api/v1/token' -H "authorization: Bearer $TOKEN"`}</Command>
      </DocsSection>
      <DocsSection id="first-room" title="Save a room and read it">
        <p>
          Save the whole room as one JSON document. You may save it as often as you like: Roomkeeper
          merges what you send into what it has.
        </p>
        <Command>{curlOf("put-room")}</Command>
        <p>Read it back:</p>
        <Command>{curlOf("get-room")}</Command>
      </DocsSection>
      <DocsSection id="client" title="Use the client">
        <p>
          The client for Node, Deno and browsers sends requests in batches, repeats those that fail,
          and keeps changes while Roomkeeper cannot be reached. Roomkeeper serves it as one file
          without dependencies. The samples of the other pages call it <code>keeper</code>:
        </p>
        <Command language="javascript">{`import { createRoomkeeper } from "${address}/client/roomkeeper.js";

const keeper = createRoomkeeper({ url: "${address}", token: "rk_…" });`}</Command>
      </DocsSection>
      <DocsSection id="openapi" title="OpenAPI">
        <p>
          <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> describes the same operations for
          machines, as OpenAPI 3.1. It needs no token.
        </p>
      </DocsSection>
      <DocsSection id="compatibility" title="What does not change">
        <p>
          Within <code>/api/v1</code>, fields, error codes and operations are added. None is removed
          and none changes its meaning. Ignore fields that you do not know, and recognize errors by
          their <code>code</code>, not by their text. Fields of your own in a room come back as you
          sent them.
        </p>
      </DocsSection>
      <DocsSection id="topics" title="All pages about the API">
        <dl className="docs-topics">
          {topics.map(({ href, title, lead }) => (
            <div key={href}>
              <dt>
                <a href={href}>{title}</a>
              </dt>
              <dd>{lead}</dd>
            </div>
          ))}
        </dl>
      </DocsSection>
    </>
  );
}
