import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { Terms } from "../terms";
import { STORAGE_CALLS, STORAGE_EXPORTS, STORAGE_OUTPUT } from "./storage-samples";

/** The module that stands in for MovieMatch's storage index, for programs of one's own. */
export function StorageModule({ address }: DocsProps) {
  return (
    <>
      <DocsSection id="try" title="Try it">
        <p>
          The example stores a room in memory and in files, and shows ratings, progress, errors and
          the trash. It needs Node 20 and no package:
        </p>
        <Command>{`curl -fsSO ${address}/client/moviematch.mjs`}</Command>
        <Command>{`curl -fsSO ${address}/client/storage-example.mjs`}</Command>
        <Command language="text" title="Shell">
          node storage-example.mjs
        </Command>
        <p>It prints:</p>
        <Command language="text" title="Output">
          {STORAGE_OUTPUT}
        </Command>
        <p>
          With <code>STORAGE_URL={address}</code> and a token in <code>STORAGE_TOKEN</code> it does
          the same in this Roomkeeper. The token needs the scopes <code>rooms:read</code>,{" "}
          <code>rooms:write</code> and <code>rooms:delete</code>.
        </p>
      </DocsSection>
      <DocsSection id="exports" title="What the module exports">
        <p>
          Everything that MovieMatch’s own <code>storage/index.ts</code> exports, so an import map
          can put it in its place:
        </p>
        <Terms terms={STORAGE_EXPORTS} />
      </DocsSection>
      <DocsSection id="calls" title="What a storage does">
        <p>Every storage has the same calls. Each returns a promise.</p>
        <Terms terms={STORAGE_CALLS} />
        <p>
          The <a href={topicHref("errors")}>error codes</a> are those of the API.
        </p>
      </DocsSection>
    </>
  );
}
