import pageHeadStyles from "@/components/ui/page-head.module.css";
import { LIMITS } from "@/lib/core/limits";
import type { RoomCounts } from "@/lib/rooms/count-own-rooms";
import type { RoomsFilter } from "@/lib/rooms/rooms-filter";

/** A count as text for a sentence; "more than" when it reaches the largest number that is counted. */
function say(count: number): string {
  if (count === 1) return "one";
  const text = count.toLocaleString("en-US");
  return count >= LIMITS.countedRowsMax ? `more than ${text}` : text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sayRooms(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${say(count)} ${one}s`;
}

/** The headline of a filtered list: "3 found, of 23 open rooms." */
export function FoundLead({ counts, filter }: { counts: RoomCounts; filter: RoomsFilter }) {
  const { open, trash, matching } = counts;
  const among: Record<RoomsFilter["status"], string> = {
    open: sayRooms(open, "open room"),
    locked: sayRooms(open, "open room"),
    trash: `${sayRooms(trash, "room")} in the trash`,
    any: `${sayRooms(open + trash, "room")}, open or in the trash`,
  };
  return (
    <>
      <b>{capital(matching === 0 ? "none" : say(matching))} found</b>, of {among[filter.status]}.
    </>
  );
}

/** "23 open. One is in use now, 3 leave within a week, 9 wait in the trash." */
export function RoomsLead({ counts }: { counts: RoomCounts }) {
  const { open, live, leaving, trash } = counts;
  const parts = [
    live > 0 ? { text: `${say(live)} ${live === 1 ? "is" : "are"} in use now` } : null,
    leaving > 0
      ? { text: `${say(leaving)} ${leaving === 1 ? "leaves" : "leave"} within a week`, warn: true }
      : null,
    trash > 0 ? { text: `${say(trash)} ${trash === 1 ? "waits" : "wait"} in the trash` } : null,
  ].filter((part) => part !== null);
  return (
    <>
      <b>{capital(open === 0 ? "none" : say(open))} open.</b>{" "}
      {parts.map(({ text, warn }, index) => {
        const shown = index === 0 ? capital(text) : text;
        return (
          <span key={text}>
            {index > 0 ? ", " : ""}
            {warn ? <span className={pageHeadStyles.warn}>{shown}</span> : shown}
          </span>
        );
      })}
      {parts.length > 0 ? "." : null}
    </>
  );
}
