import type { Figure } from "@/components/ui/figures";
import { span } from "@/components/ui/time-text";
import { counted } from "@/lib/core/counted";
import type { RoomVisit } from "@/lib/web/pages/load-room";

/** The figures of a film room, on top of its page of people. */
export function matchFigures({ room, facts }: RoomVisit): Figure[] {
  const liked = room.ratingCount > 0 ? Math.round((100 * room.likeCount) / room.ratingCount) : null;
  const untilFirst =
    facts.firstMatchAtMs === null ? null : facts.firstMatchAtMs - room.createdAt.getTime();
  const isAfter = untilFirst !== null && untilFirst >= 0;
  const [first = "–", unit] = isAfter ? lengthOf(untilFirst) : [];
  return [
    {
      label: "Matches",
      value: room.matchCount,
      note: `from ${counted(facts.filmsRated, "film")} rated`,
    },
    {
      label: "Ratings",
      value: room.ratingCount,
      note: `by ${counted(room.peopleCount, "person", "people")}`,
    },
    {
      label: "Liked",
      value: liked ?? "–",
      unit: liked === null ? undefined : "%",
      note: `${room.likeCount.toLocaleString("en-US")} of ${counted(room.ratingCount, "rating")}`,
    },
    { label: "First match", value: first, unit, note: firstNote(untilFirst) },
  ];
}

function firstNote(untilFirst: number | null): string {
  if (untilFirst === null) return "not yet";
  return untilFirst < 0 ? "before the room was opened" : "after the room opened";
}

function lengthOf(ms: number): string[] {
  if (ms < 5_000) return [(ms / 1000).toFixed(ms < 950 ? 1 : 0), "s"];
  return (span(ms) ?? "").split(" ");
}
