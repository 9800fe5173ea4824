import folkStyles from "@/components/people/folk.module.css";
import personLineStyles from "@/components/people/person-line.module.css";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { ShownText } from "@/components/ui/shown-text";
import { TimeAgo } from "@/components/ui/time";
import type { RoomImport } from "@/lib/transfer/imports/room-import";
import { filesText, rowText, stateText } from "./import-text";

/** The latest imports: their files, the space, and the result. */
export function ImportList({ imports }: { imports: readonly RoomImport[] }) {
  return (
    <ul className={`${folkStyles.folk} ${folkStyles.ofImports}`} aria-label="The latest imports">
      {imports.map((one) => (
        <ImportRow key={one.id} given={one} />
      ))}
    </ul>
  );
}

function ImportRow({ given }: { given: RoomImport }) {
  const { id, files, spaceName, createdByName, createdAt } = given;
  const { short, isProblem } = stateText(given);
  return (
    <li>
      <div className={personLineStyles.personLine}>
        <span className={folkStyles.glyph}>
          <Icon name={isProblem ? "triangle-alert" : "archive"} />
        </span>
        <div>
          <a href={`/admin/data/${id}`}>
            <b>
              <Name dir="auto">{filesText(files)}</Name>
            </b>
          </a>
          <span>
            into <Name>{spaceName}</Name>, by <Name>{createdByName}</Name>{" "}
            <TimeAgo at={createdAt} />
          </span>
        </div>
      </div>
      <span className={folkStyles.fact}>
        <ShownText text={rowText(given)} />
      </span>
      <span className={folkStyles.fact}>
        <span className={isProblem ? folkStyles.said : undefined}>{short}</span>
      </span>
    </li>
  );
}
