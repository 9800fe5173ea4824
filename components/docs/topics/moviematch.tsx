import { Command } from "../command";
import { topicHref } from "../docs-pages";
import type { DocsProps } from "../docs-props";
import { DocsSection } from "../docs-section";
import { Terms } from "../terms";
import { importMapOf, LOG_CODES, RELOAD, RUN, SETTINGS } from "./moviematch-samples";

/** How to connect a MovieMatch server to this Roomkeeper: an import map and three variables. */
export function MovieMatch({ address }: DocsProps) {
  const variables = `STORAGE_TYPE=http\nSTORAGE_URL=${address}\nSTORAGE_TOKEN=rk_…`;
  return (
    <>
      <DocsSection id="swap" title="Add to the import map">
        <p>
          Add this to <code>configs/import_map.json</code> of MovieMatch: three lines to its{" "}
          <code>imports</code>, and <code>scopes</code>. MovieMatch then loads its storage from this
          Roomkeeper, and a connector for its rooms and its people:
        </p>
        <Command language="json" title="configs/import_map.json">
          {importMapOf(address)}
        </Command>
        <p>
          The connector passes on everything that MovieMatch’s own modules export. If you only want
          to store rooms, the first line is enough: nothing comes back by itself then, and films
          have no titles.
        </p>
      </DocsSection>
      <DocsSection id="environment" title="Set three variables">
        <p>
          An admin makes the token under Admin, Spaces and tokens: one for each game server, with{" "}
          <a href={`${topicHref("authentication")}#scopes`}>the scopes</a> that it needs.
        </p>
        <Command language="text" title="Environment">
          {variables}
        </Command>
        <p>All variables that the storage and the connector read:</p>
        <Terms terms={SETTINGS.map(({ name, text }) => [name, text])} />
      </DocsSection>
      <DocsSection id="run" title="Start MovieMatch from its source">
        <p>
          A compiled MovieMatch reads no import map. Its Docker image and the programs to download
          are compiled, so start MovieMatch from its source, with Deno 2:
        </p>
        <Command language="text" title="Shell">
          {RUN}
        </Command>
        <p>
          Deno imports only from hosts that it is allowed to: <code>-A</code> allows all,{" "}
          <code>--allow-import={new URL(address).host}</code> this one. Deno keeps the modules that
          it has fetched. After an update of Roomkeeper, start MovieMatch once with{" "}
          <code>--reload</code>:
        </p>
        <Command language="text" title="Shell">
          {RELOAD.replace("ADDRESS", address)}
        </Command>
        <p>
          If MovieMatch must not import over the network, put the modules into a folder{" "}
          <code>roomkeeper</code> beside <code>configs</code>, and write <code>../roomkeeper/</code>{" "}
          in the import map for <code>{address}/client/</code>:
        </p>
        <Command>{`curl -fsS --create-dirs -o roomkeeper/moviematch.mjs ${address}/client/moviematch.mjs`}</Command>
        <Command>{`curl -fsS --create-dirs -o roomkeeper/moviematch/room.mjs ${address}/client/moviematch/room.mjs`}</Command>
        <Command>{`curl -fsS --create-dirs -o roomkeeper/moviematch/client.mjs ${address}/client/moviematch/client.mjs`}</Command>
      </DocsSection>
      <DocsSection id="restart" title="What the connector does">
        <ul>
          <li>
            Rooms come back after a restart when somebody joins them: with the password, the
            ratings, everybody’s progress and the matches. A name that is stored here cannot be
            opened a second time.
          </li>
          <li>
            Films have their titles, years, genres and lengths here, and with{" "}
            <code>MOVIEMATCH_URL</code> posters and links. For posters on pages, set{" "}
            <code>POSTER_ORIGINS</code> of Roomkeeper to that address too. If an admin names your
            Plex server under Admin, Plex servers, titles and posters come from there, also without
            the connector.
          </li>
          <li>
            If a room is deleted, replaced or expires here, its people are told in MovieMatch, and
            it is no longer open there. A restored room can be joined again.
          </li>
          <li>
            A room that is locked here takes no ratings in MovieMatch and says why. It takes them
            again when it is unlocked.
          </li>
          <li>A room’s page shows which MovieMatch has it open, and how many people are in it.</li>
        </ul>
        <p>
          A room that was deleted in Roomkeeper does not come back by a late save: it is refused
          with{" "}
          <a href={`${topicHref("errors")}#gone`}>
            <code>gone</code>
          </a>
          . A new room of the same name starts empty.
        </p>
      </DocsSection>
      <DocsSection id="guests" title="Show the list to people without an account">
        <p>
          Most people in a room never sign in here. The owner of a room, or an admin, can make a
          link for them: “Share the list” on the page of the room, with a QR code. Everybody who has
          it sees the films of the room and how many said yes, and the list follows the ratings. If
          the owner wants so, it shows first names, too. It never has the name of the room, an
          account, or an address where a film can be watched.
        </p>
        <p>
          A link ends at noon of the next day unless another end within 30 days is chosen, when it
          is switched off, and when the room leaves; a restored room needs a new one. Copies,
          exports and backups leave links out.
        </p>
      </DocsSection>
      <DocsSection id="away" title="When Roomkeeper is away">
        <p>
          MovieMatch starts and works without it, and says so once in its log. Rooms open at once.
          What changes waits, and is sent when Roomkeeper answers. When MovieMatch ends, it first
          sends what waits. If Roomkeeper is away then, a file keeps it (
          <code>STORAGE_JOURNAL</code>), the log says how much, and the next start sends it.
        </p>
        <p>
          If somebody opens a room while Roomkeeper is away, and a room of that name is stored here,
          the new room replaces the stored one, which can be restored from the trash.
        </p>
      </DocsSection>
      <DocsSection id="log" title="What MovieMatch’s log says">
        <p>
          Each problem is one sentence in MovieMatch’s log that begins with{" "}
          <code>WARNING Roomkeeper</code> and has one of these codes. A wrong address or token is
          said within five seconds of the start.
        </p>
        <Terms terms={LOG_CODES.map(({ code, words }) => [code, words])} />
        <p>
          If your version of MovieMatch lacks something that the connector needs, the log names it.
          Rooms are still stored then, but they do not come back by themselves.
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
            If no room arrives at all, look at <a href="#log">MovieMatch’s log</a>.
          </li>
        </ul>
      </DocsSection>
    </>
  );
}
