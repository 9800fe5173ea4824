import type { ReactNode } from "react";
import { EndCauseText } from "@/components/matches/end-cause-text";
import { NameList } from "@/components/matches/name-list";
import logStyles from "@/components/ui/log.module.css";
import { Name } from "@/components/ui/name";
import { AbsoluteTime } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import { filmTitle } from "@/lib/match/film-title";
import type { HistoryLine } from "@/lib/match/list-room-history";
import { changeText } from "./change-text";

/** A room's history, line by line, newest first. */
export function HistoryLog({ lines, isSolo }: { lines: readonly HistoryLine[]; isSolo: boolean }) {
  return (
    <ul className={logStyles.log}>
      {lines.map((line) => (
        <li key={line.key}>
          <AbsoluteTime at={line.at} as="short" />
          <span>
            <Line line={line} isSolo={isSolo} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Line({ line, isSolo }: { line: HistoryLine; isSolo: boolean }): ReactNode {
  if (line.what === "opened") {
    return (
      <>
        <Name>{line.actorName}</Name> opened the room{line.withPassword ? " with a password" : ""}.
      </>
    );
  }
  if (line.what === "sitting") {
    const { matches } = line;
    return (
      <>
        <NameList names={line.people} more={line.peopleCount - line.people.length} /> rated{" "}
        {line.ratings === 1 ? "once" : counted(line.ratings, "time")}
        {matches > 0 ? (
          <>
            {isSolo ? " and picked " : " and agreed on "}
            <b>{counted(matches, "film")}</b>
          </>
        ) : null}
        .
      </>
    );
  }
  if (line.what === "ended") {
    const { films, filmCount } = line;
    return (
      <>
        <b>
          <NameList names={films.map(filmTitle)} more={filmCount - films.length} />
        </b>
        {filmCount === 1 ? (
          <>
            , {isSolo ? "picked" : "agreed on"} <AbsoluteTime at={line.matchedAtMs} as="short" />,
            is no longer a match:{" "}
          </>
        ) : (
          " are no longer matches: "
        )}
        <EndCauseText cause={line} />.
      </>
    );
  }
  const { text, note } = changeText(line);
  return (
    <>
      {line.byViewer ? "You" : <Name>{line.actorName}</Name>} {text}
      {line.count > 1 ? `, ${counted(line.count, "time")}` : ""}
      {note ? (
        <span className="text-ink-3">
          {" "}
          <Name hasLines>{note}</Name>
        </span>
      ) : null}
    </>
  );
}
