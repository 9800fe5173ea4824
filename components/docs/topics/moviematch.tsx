import operationStyles from "@/components/docs/operation.module.css";
import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { LOAD_BACK, SETTINGS } from "./moviematch-samples";

/** How to make a MovieMatch server keep its rooms in this Roomkeeper: one line in its import map and three variables. */
export function MovieMatch({ address }: DocsProps) {
  const entry = `"/internal/app/moviematch/storage/index.ts": "${address}/client/moviematch.js"`;
  const variables = `STORAGE_TYPE=http\nSTORAGE_URL=${address}\nSTORAGE_TOKEN=rk_…`;
  return (
    <>
      <DocsSection id="swap" title="Swap the storage">
        <p>
          MovieMatch imports its storage from one place. Add this line to its import map (
          <code>import_map.json</code>, or <code>imports</code> in <code>deno.json</code>).
          MovieMatch then loads the storage from this Roomkeeper:
        </p>
        <Command language="json" title="Import map">
          {entry}
        </Command>
        <p>
          Deno imports only from hosts that it is allowed to. Start MovieMatch with <code>-A</code>,
          or add <code>--allow-import={new URL(address).host}</code>. If MovieMatch must not import
          over the network, download the file once and put the path of your copy into the line:
        </p>
        <Command>{`curl -fsSO ${address}/client/moviematch.js`}</Command>
      </DocsSection>
      <DocsSection id="environment" title="Set three variables">
        <p>
          An admin makes the token under Admin, Spaces and tokens: one for each game server, with{" "}
          <a href={`${topicHref("authentication")}#scopes`}>the scopes</a> that it needs.
        </p>
        <Command language="text" title="Environment">
          {variables}
        </Command>
        <dl className={operationStyles.fields}>
          {SETTINGS.map(({ name, text }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </DocsSection>
      <DocsSection id="restart" title="Load rooms after a restart">
        <p>
          MovieMatch saves its rooms but never reads them back by itself. To have them again after a
          restart, read them before the first guest connects. <code>openRoom</code> and{" "}
          <code>rate</code> stand for your MovieMatch’s own code for opening a room and adding a
          rating:
        </p>
        <Command language="javascript">{LOAD_BACK}</Command>
        <p>
          A room that was deleted in Roomkeeper does not come back: its saves are refused with{" "}
          <a href={`${topicHref("errors")}#gone`}>
            <code>gone</code>
          </a>
          . A new room of the same name starts empty.
        </p>
      </DocsSection>
      <DocsSection id="copy" title="Copy rooms from MovieMatch’s files">
        <p>
          Run this in Roomkeeper’s folder. It names the folder of the room files and the space they
          belong to. With <code>--dry-run</code> it only shows what it would copy. Rooms of the same
          name are merged, so you can run the command twice.
        </p>
        <Command>npm run -s rooms -- copy ../moviematch/data/rooms postgres:moviematch</Command>
      </DocsSection>
      <DocsSection id="missing" title="A room is missing?">
        <ul>
          <li>
            You see the rooms that you opened yourself, with the Plex account that you sign in with
            here. A room that somebody else opened belongs to them.
          </li>
          <li>It may be in the trash, from where you can restore it.</li>
          <li>
            If no room arrives at all, look at MovieMatch’s log: <code>unauthorized</code> means a
            wrong token, <code>forbidden</code> a token without the scope <code>rooms:write</code>,{" "}
            <code>unavailable</code> a wrong address or a Roomkeeper that does not answer.
          </li>
        </ul>
      </DocsSection>
    </>
  );
}
