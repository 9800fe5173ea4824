import { type Figure, Figures } from "@/components/ui/figures";
import { type Analytics, growth, share, type Totals } from "@/lib/match/analytics/figures";
import {
  countWords,
  growthWords,
  lengthWords,
  percentWords,
  wholeWords,
} from "@/lib/match/analytics/words";

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
  const [length, unit] = firstMs === null ? ["–", ""] : lengthWords(firstMs);
  const list: Figure[] = [
    {
      label: "Matches",
      value: now.matches,
      note: before ? (
        <Change now={now.matches} before={before.matches} />
      ) : (
        rateWords(now.matches, now.ratings)
      ),
    },
    {
      label: "Films agreed on",
      value: percentWords(agreedShare(now)),
      unit: agreedShare(now) === null ? "" : "%",
      note: agreedNote(now, before, room !== undefined),
    },
    {
      label: "Ratings",
      value: now.ratings,
      note: before ? (
        <Change now={now.ratings} before={before.ratings} />
      ) : (
        `${percentWords(share(now.likes, now.ratings))} % liked`
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
      note: before ? `was ${wholeWords(before.people)}` : roomsNote(now, room !== undefined),
    },
  ];
  return (
    <div className="report-figs">
      <Figures figures={list} />
    </div>
  );
}

function agreedShare(totals: Totals): number | null {
  return share(totals.filmsAgreed, totals.filmsRated);
}

/** "158 of 412 films, once for each room; was 29 %": a film that two rooms rated counts twice here. */
function agreedNote(now: Totals, before: Totals | null, oneRoom: boolean): string {
  const films = `${wholeWords(now.filmsAgreed)} of ${countWords(now.filmsRated, "film", "films")}`;
  const counted = oneRoom ? `${films} rated` : `${films}, once for each room`;
  const earlier = before && agreedShare(before);
  return earlier === null ? counted : `${counted}; was ${percentWords(earlier)} %`;
}

function Change({ now, before }: { now: number; before: number }) {
  const words = growthWords(growth(before, now));
  return words ? (
    <>
      <b>{words}</b>
      {words === "the same" ? "" : `, was ${wholeWords(before)}`}
    </>
  ) : (
    `was ${wholeWords(before)}`
  );
}

function rateWords(matches: number, ratings: number): string {
  const rate = share(matches, ratings);
  return rate === null
    ? "no ratings"
    : `${wholeWords(Math.round(rate * 100))} for every 100 ratings`;
}

function medianNote(now: Totals, before: Totals | null): string {
  if (before?.firstMatchMs != null) return `was ${lengthWords(before.firstMatchMs).join(" ")}`;
  return now.firstMatchRooms > 0
    ? `of ${countWords(now.firstMatchRooms, "room", "rooms")}`
    : "no room opened that matched";
}

function roomNote(firstMatchMs: number | null): string {
  return firstMatchMs === null ? "none yet" : "after it opened";
}

function roomsNote(now: Totals, oneRoom: boolean): string {
  return oneRoom ? "who rated" : `in ${countWords(now.rooms, "room", "rooms")}`;
}
