import docsSectionStyles from "@/components/docs/docs-section.module.css";
import { Command } from "../command";
import { DOCS_PAGES } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";

/** The first steps with the API, and the promise that it stays compatible. */
export function GettingStarted({ address, operations }: DocsProps) {
  const curlOf = (anchor: string) => operations.find((one) => one.anchor === anchor)?.curl ?? "";
  const topics = DOCS_PAGES.filter(({ group }) => group !== "Guides").slice(1);
  return (
    <>
      <DocsSection id="token" title="Get a token">
        <p>
          An admin makes a token in Roomkeeper under Admin, Spaces and tokens. A token belongs to
          one space; its scopes say what it may do. On the computer that runs Roomkeeper, in its
          folder, this command makes a space for trying things and a token with all scopes that the
          commands on these pages need, and puts the token into the variable TOKEN:
        </p>
        <Command>{`export TOKEN=$(npm run -s token -- create --space docs \\
  --scopes rooms:read,rooms:write,rooms:delete,media:write,events:read)`}</Command>
        <p>
          For the demo, write <code>DATA_DIR=data/demo</code> before <code>npm</code>. If you have a
          token with these scopes, use <code>export TOKEN=rk_…</code> instead. This command shows
          the token’s scopes:
        </p>
        <Command>{`curl '${address}/api/v1/token' -H "authorization: Bearer $TOKEN"`}</Command>
      </DocsSection>
      <DocsSection id="first-room" title="Save a room and read it">
        <p>
          Save the whole room as one JSON document. You may save it as often as you like: Roomkeeper
          merges each save into the stored room. The commands on the other pages use this room.
        </p>
        <Command>{curlOf("put-room")}</Command>
        <p>Read it back:</p>
        <Command>{curlOf("get-room")}</Command>
      </DocsSection>
      <DocsSection id="client" title="Use the client">
        <p>
          The client for Node, Deno and browsers sends requests in batches, repeats failed requests,
          and keeps changes while Roomkeeper cannot be reached. Roomkeeper serves it as one file
          without dependencies. The samples on the other pages call it <code>roomkeeper</code>. Deno
          and browsers import it from Roomkeeper:
        </p>
        <Command language="javascript">{`import { createRoomkeeper } from "${address}/client/roomkeeper.mjs";

const roomkeeper = createRoomkeeper({ url: "${address}", token: "rk_…" });`}</Command>
        <p>Node cannot import from an address. Download the file:</p>
        <Command>{`curl -fsSO ${address}/client/roomkeeper.mjs`}</Command>
        <p>
          Then import it. Node takes a file whose name ends with <code>.mjs</code> for a module in
          every folder:
        </p>
        <Command language="javascript">{`import { createRoomkeeper } from "./roomkeeper.mjs";

const roomkeeper = createRoomkeeper({ url: "${address}", token: "rk_…" });`}</Command>
      </DocsSection>
      <DocsSection id="openapi" title="OpenAPI">
        <p>
          <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> describes the same operations for
          programs, as OpenAPI 3.1. It needs no token.
        </p>
      </DocsSection>
      <DocsSection id="compatibility" title="What does not change">
        <p>
          Within <code>/api/v1</code>, new fields, error codes and operations may be added. Existing
          ones are never removed and never change their meaning. Ignore fields that you do not know,
          and recognize errors by their <code>code</code>, not by their text. Your own fields in a
          room are returned as you sent them.
        </p>
      </DocsSection>
      <DocsSection id="topics" title="All pages about the API">
        <dl className={docsSectionStyles.docsTopics}>
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
