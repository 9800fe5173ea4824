import { type Figure, Figures } from "@/components/ui/figures";
import { counted } from "@/lib/core/counted";
import {
  comparedText,
  lengthText,
  percentText,
  wholeText,
} from "@/lib/match/analytics/figure-text";
import { type Analytics, share, type Totals } from "@/lib/match/analytics/figures";
import styles from "./figure-row.module.css";

/**
 * The five figures at the top, each with what it was in the period before, or a second fact when there is no period before.
 * @param room the first match of one room, which does not depend on the period
 */
export function FigureRow({
  figures,
  room,
}: {
  figures: Analytics;
  room?: { firstMatchMs: number | null };
}) {
  const { now, before } = figures;
  const firstMs = room ? room.firstMatchMs : now.firstMatchMs;
  const [length, unit] = firstMs === null || firstMs < 0 ? ["–", ""] : lengthText(firstMs);
  const list: Figure[] = [
    {
      label: "Matches",
      value: now.matches,
      note: before ? (
        <Change now={now.matches} before={before.matches} />
      ) : (
        rateText(now.matches, now.ratings)
      ),
    },
    {
      label: "Films agreed on",
      value: percentText(agreedShare(now)),
      unit: agreedShare(now) === null ? "" : "%",
      note: agreedNote(now, before, room !== undefined),
    },
    {
      label: "Ratings",
      value: now.ratings,
      note: before ? (
        <Change now={now.ratings} before={before.ratings} />
      ) : (
        `${percentText(share(now.likes, now.ratings))} % liked`
      ),
    },
    {
      label: room ? "First match" : "First match, median",
      value: length,
      unit,
      note: room ? roomNote(firstMs) : medianNote(now, before),
    },
    {
      label: "People",
      value: now.people,
      note: before ? `was ${wholeText(before.people)}` : roomsNote(now, room !== undefined),
    },
  ];
  return (
    <div className={styles.reportFigs}>
      <Figures figures={list} />
    </div>
  );
}

function agreedShare(totals: Totals): number | null {
  return share(totals.filmsAgreed, totals.filmsRated);
}

/** "158 of 412 films, once for each room; was 29 %": a film that two rooms rated counts twice here. */
function agreedNote(now: Totals, before: Totals | null, oneRoom: boolean): string {
  const films = `${wholeText(now.filmsAgreed)} of ${counted(now.filmsRated, "film", "films")}`;
  const shown = oneRoom ? `${films} rated` : `${films}, once for each room`;
  const earlier = before && agreedShare(before);
  return earlier === null ? shown : `${shown}; was ${percentText(earlier)}\u00a0%`;
}

function Change({ now, before }: { now: number; before: number }) {
  const { strong, rest } = comparedText(before, now);
  return (
    <>
      {strong ? <b>{strong}</b> : null}
      {rest}
    </>
  );
}

function rateText(matches: number, ratings: number): string {
  const rate = share(matches, ratings);
  return rate === null
    ? "no ratings"
    : `${wholeText(Math.round(rate * 100))} for every 100 ratings`;
}

function medianNote(now: Totals, before: Totals | null): string {
  if (before?.firstMatchMs != null) return `was ${lengthText(before.firstMatchMs).join(" ")}`;
  return now.firstMatchRooms > 0
    ? `of ${counted(now.firstMatchRooms, "room", "rooms")}`
    : "no room opened that matched";
}

function roomNote(firstMatchMs: number | null): string {
  if (firstMatchMs === null) return "none yet";
  return firstMatchMs < 0 ? "before it was opened" : "after it opened";
}

function roomsNote(now: Totals, oneRoom: boolean): string {
  return oneRoom ? "who rated" : `in ${counted(now.rooms, "room", "rooms")}`;
}
