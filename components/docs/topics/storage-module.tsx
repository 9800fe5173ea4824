import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { Terms } from "../terms";
import {
  STORAGE_CALLS,
  STORAGE_EXPORTS,
  STORAGE_OUTPUT,
  UNPACK_COMMAND,
  VERIFY_COMMAND,
  VERIFY_FINDINGS,
  VERIFY_OUTPUT,
} from "./storage-samples";

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
      <DocsSection id="gzip" title="Compress large rooms">
        <p>
          With <code>compressFromBytes</code>, or <code>STORAGE_COMPRESS_FROM_BYTES</code> in the
          environment, files of this size or more are compressed with gzip. A file keeps its name,
          so that a room is never in two files. This prints one:
        </p>
        <Command language="text" title="Shell">
          {UNPACK_COMMAND}
        </Command>
        <p>
          Compressed files are read with any setting, and so are files that you compress yourself
          and name <code>.json.gz</code>. MovieMatch’s own file storage does not read them.
        </p>
      </DocsSection>
      <DocsSection id="files" title="Check the files">
        <p>
          The storage of type <code>file</code> records the checksum of every file that it writes,
          in <code>.roomkeeper/sums</code> below the folder. This command of Roomkeeper compares the
          files with their checksums, also while a server writes to them. It changes nothing:
        </p>
        <Command language="text" title="Shell">
          {VERIFY_COMMAND}
        </Command>
        <p>It prints, for example:</p>
        <Command language="text" title="Findings">
          {VERIFY_OUTPUT}
        </Command>
        <Terms terms={VERIFY_FINDINGS} />
        <p>
          It ends with 1 if a file was changed outside, is missing, damaged, half written or not
          readable, and with 0 otherwise. <code>--json</code> prints everything as JSON.
        </p>
      </DocsSection>
    </>
  );
}
