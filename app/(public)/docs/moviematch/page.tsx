import type { Metadata } from "next";
import { Command } from "@/components/docs/command";
import { PageHead } from "@/components/ui/page-head";
import { Spread } from "@/components/ui/spread";
import { houseAddress } from "@/lib/web/house-address";
import { LOAD_BACK, SETTINGS } from "./samples";

export const metadata: Metadata = { title: "Connect MovieMatch" };
export const dynamic = "force-dynamic";

/** How a MovieMatch server comes to keep its rooms here: one line in its import map, three variables. */
export default function MovieMatchDocsPage() {
  const house = houseAddress();
  const entry = `"/internal/app/moviematch/storage/index.ts": "${house}/client/moviematch.js"`;
  const variables = `STORAGE_TYPE=http\nSTORAGE_URL=${house}\nSTORAGE_TOKEN=rk_…`;
  return (
    <main className="page docs" id="main" tabIndex={-1}>
      <PageHead
        crumb={{ href: "/", label: "The desk" }}
        title="Connect MovieMatch"
        lead="One line in an import map and three variables. MovieMatch itself stays as it is."
      />
      <Spread title="Swap the storage" note="The file is served from this house." id="swap">
        <div>
          <p>
            MovieMatch imports its storage from one place. Add this line to its import map (
            <code>import_map.json</code>, or <code>imports</code> in <code>deno.json</code>), and
            that place is here:
          </p>
          <Command>{entry}</Command>
          <p>
            Deno asks before it imports from a house it does not know. Start MovieMatch with{" "}
            <code>-A</code>, or add <code>--allow-import={new URL(house).host}</code>. To have no
            import from elsewhere at start, fetch the file once and point the line at the copy:
          </p>
          <Command>{`curl -fsSO ${house}/client/moviematch.js`}</Command>
        </div>
      </Spread>
      <Spread
        title="Tell it where"
        note="An admin makes tokens, one for each game server."
        id="environment"
      >
        <div>
          <Command>{variables}</Command>
          <dl className="said-of">
            {SETTINGS.map(({ name, words }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Spread>
      <Spread
        title="Rooms after a restart"
        note="MovieMatch saves its rooms and never reads them."
        id="restart"
      >
        <div>
          <p>
            Each save reaches this house within a moment, and stays. To have the rooms back in
            MovieMatch when it starts, read them before it takes its first guest.{" "}
            <code>openRoom</code> and <code>rate</code> stand for what your MovieMatch does when
            somebody opens a room and swipes:
          </p>
          <Command>{LOAD_BACK}</Command>
          <p>
            A room that was deleted here does not come back: its saves are refused with the code{" "}
            <code>gone</code>. A new room of the same name begins with nothing.
          </p>
        </div>
      </Spread>
      <Spread title="Bring rooms along" note="From MovieMatch’s own file storage." id="copy">
        <div>
          <p>
            In Roomkeeper’s folder, name the folder of the room files and the space they belong to.
            With <code>--dry-run</code> it only says what it would do. Rooms that share a name are
            joined, so it can be run twice.
          </p>
          <Command>npm run -s rooms -- copy ../moviematch/data/rooms postgres:moviematch</Command>
        </div>
      </Spread>
      <Spread title="A room is missing?" id="missing">
        <ul className="reasons">
          <li>
            You see the rooms that you opened yourself, with the Plex account that you use here. A
            room that somebody else opened is theirs.
          </li>
          <li>It may wait in the trash, from where you can restore it.</li>
          <li>
            If no room arrives at all, look at MovieMatch’s log: <code>unauthorized</code> is a
            wrong token, <code>forbidden</code> one without the scope <code>rooms:write</code>,{" "}
            <code>unavailable</code> a wrong address or a house that is closed.
          </li>
        </ul>
      </Spread>
    </main>
  );
}
