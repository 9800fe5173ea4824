import { useEffect } from "react";
import { FoundBy } from "@/components/rooms/found-by";
import { KeyTag } from "@/components/ui/key-tag";
import { Name } from "@/components/ui/name";
import { SharedIcon } from "@/components/ui/shared-icon";
import paletteStyles from "./palette.module.css";
import { type PaletteLine, splitAtMatch } from "./palette-lines";

const GROUPS: readonly { kind: PaletteLine["kind"]; title: string }[] = [
  { kind: "room", title: "Rooms" },
  { kind: "act", title: "Do" },
  { kind: "page", title: "Go to" },
];

/** The search results by group. The chosen line is scrolled into view. */
export function PaletteList({
  lines,
  none,
  query,
  chosen,
  onFollow,
}: {
  lines: readonly PaletteLine[];
  /** Why no room was found, or why the search waits; empty if rooms were found, or nothing was asked. */
  none: string;
  query: string;
  chosen: number;
  /** Called when a line is opened in this tab: a line may lead to a dialog on the page below. */
  onFollow: () => void;
}) {
  useEffect(() => {
    document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  return (
    <>
      <p className={none ? `${paletteStyles.pn} ${paletteStyles.isNone}` : "sr-only"} role="status">
        {none}
      </p>
      <div
        className={paletteStyles.pl}
        id="palette-list"
        role="listbox"
        aria-label="Results"
        tabIndex={-1}
      >
        {GROUPS.map(({ kind, title }) => {
          const members = lines.flatMap((line, index) =>
            line.kind === kind ? [{ line, index }] : [],
          );
          if (members.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
            <div role="group" aria-labelledby={`palette-group-${kind}`} key={kind}>
              <p className={paletteStyles.ph} id={`palette-group-${kind}`}>
                {title}
              </p>
              {members.map(({ line, index }) => (
                <a
                  key={line.href + line.kind}
                  id={`palette-${index}`}
                  className={paletteStyles.pi}
                  role="option"
                  aria-selected={index === chosen}
                  tabIndex={-1}
                  href={line.href}
                  onClick={(event) => event.ctrlKey || event.metaKey || onFollow()}
                >
                  <Line line={line} query={query} />
                </a>
              ))}
            </div>
          );
        })}
      </div>
    </>
  );
}

function Line({ line, query }: { line: PaletteLine; query: string }) {
  if (line.kind !== "room") {
    return (
      <>
        <SharedIcon name={line.icon} />
        <span className={paletteStyles.pn}>
          <Name dir="auto">{line.label}</Name>
        </span>
        <small>{line.note}</small>
      </>
    );
  }
  const { room } = line;
  return (
    <>
      <KeyTag name={room.name} size="small" gone={room.gone} />
      <span className={paletteStyles.pn}>
        <Name dir="auto" draw={(text) => <Marked text={text} query={query} />}>
          {room.name}
        </Name>
      </span>
      <small>
        {room.kindLabel ? `${room.kindLabel} · ` : null}
        {room.note} · {room.found ? <FoundBy found={room.found} /> : <Name>{room.owner}</Name>}
      </small>
    </>
  );
}

function Marked({ text, query }: { text: string; query: string }) {
  const [before, match, after] = splitAtMatch(text, query);
  return (
    <>
      {before}
      {match ? <mark>{match}</mark> : null}
      {after}
    </>
  );
}
