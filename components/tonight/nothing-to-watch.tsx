import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { capitalised, numberText } from "@/lib/core/day-text";
import { agreementText } from "@/lib/match/room-text";
import styles from "./nothing-to-watch.module.css";
import { WindowDrawing } from "./window";
import windowStyles from "./window.module.css";

const WINDOWS = { min: 2, max: 6 } as const;

/** What the room has so far, when there is no film to watch. */
export interface SoFar {
  roomType: string;
  filmsRated: number;
  people: number;
  /** Whether films are agreed on, and all of them are watched. */
  isAllWatched: boolean;
  /** Whether the filter leaves films out. */
  isNarrowed: boolean;
}

/** Why there is no film to watch, and what can be done. `path` shows the list without a filter. */
export function NothingToWatch({ soFar, path }: { soFar: SoFar; path: string }) {
  const { title, text } = nothingText(soFar);
  const windows = Math.min(Math.max(soFar.people, WINDOWS.min), WINDOWS.max);
  return (
    <div className={styles.nothing}>
      <div className={styles.house} aria-hidden="true">
        {Array.from({ length: windows }, (_, index) => {
          const isLit = index === 1 && soFar.filmsRated > 0;
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: equal drawings in a row
              key={index}
              className={
                isLit ? `${windowStyles.window} ${windowStyles.isLit}` : windowStyles.window
              }
            >
              <WindowDrawing index={index} />
            </div>
          );
        })}
      </div>
      <EmptyState
        title={title}
        actions={soFar.isNarrowed ? <ButtonLink href={path}>Show all</ButtonLink> : undefined}
      >
        {text}
      </EmptyState>
    </div>
  );
}

/** The sentence on top, and what explains it. */
export function nothingText(soFar: SoFar): { title: string; text: string } {
  const { roomType, filmsRated, people } = soFar;
  if (soFar.isNarrowed) {
    return {
      title: "No film agreed on fits.",
      text: "Choose other people, another length or another genre.",
    };
  }
  if (soFar.isAllWatched) {
    return { title: "Everything agreed on is watched.", text: "The next match stands here." };
  }
  const rule = `${agreementText(roomType)}.`;
  if (filmsRated === 0) return { title: "Nobody has rated a film here yet.", text: rule };
  const films = filmsRated === 1 ? "film" : "films";
  const text = `${capitalised(numberText(filmsRated))} ${films} rated by ${numberText(people)} ${people === 1 ? "person" : "people"}. ${rule}`;
  if (roomType === "solo") return { title: "No film is on a list yet.", text };
  if (roomType === "unanimous") return { title: "No film yet that everybody likes.", text };
  return { title: "No two people like the same film yet.", text };
}
