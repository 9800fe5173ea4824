import { now } from "@/lib/core/clock";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const NUMBERS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

export interface LineGroup {
  title: string;
  note: string;
  lines: readonly RoomLine[];
}

/**
 * Groups the rows under headings: rooms in use, rooms that expire soon, and the others. Groups without rows are left out.
 * @param used what nobody does in a quiet room: "rated in"
 */
export function groupLines(lines: readonly RoomLine[], used: string): LineGroup[] {
  const of = (group: number) => lines.filter((line) => line.group === group);
  const groups = [
    { title: "In use now", note: "", lines: of(0) },
    { title: "Leaving this week", note: quietText(of(1), used), lines: of(1) },
    { title: "Open", note: "last used first", lines: of(2) },
  ];
  return groups.filter((group) => group.lines.length > 0);
}

/** "nobody has rated in them for five weeks": the shortest time among the rooms, in whole weeks; empty if it is less than a week. */
export function quietText(lines: readonly RoomLine[], used: string): string {
  const newest = Math.max(...lines.map((line) => usedByAt(line).getTime()));
  const weeks = Math.floor((now().getTime() - newest) / WEEK_MS);
  if (lines.length === 0 || weeks < 1) return "";
  const time = weeks === 1 ? "a week" : `${NUMBERS[weeks] ?? weeks} weeks`;
  return `nobody has ${used} ${lines.length === 1 ? "it" : "them"} for ${time}`;
}

/** The last time at which somebody may have used the room: no rating came after its last save. */
function usedByAt({ ratedBeforeOpening, touchedAt, lastActivityAt }: RoomLine): Date {
  return ratedBeforeOpening ? touchedAt : lastActivityAt;
}
