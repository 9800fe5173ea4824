import { span } from "@/components/ui/time-text";
import { DAY_MS } from "@/lib/rooms/expiry";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { LEAVING_DAYS } from "@/lib/rooms/rooms-where";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { pagesOf } from "./pages-of";

const STAY = "stay";

/** A page of a room, as its tab shows it. The segment of the first page is empty. */
export interface RoomTab {
  segment: string;
  label: string;
  count?: number;
  /** Whether the label says that something is due. */
  isWarning?: boolean;
}

/** The pages of a room: the first one and others of its kind, then how long it stays, its history and the room itself. */
export function tabsOf(room: RoomRecord, now: Date): RoomTab[] {
  const { first, tabs } = pagesOf(room.kind);
  const own = tabs.map(({ count, ...tab }) => ({ ...tab, count: count?.(room) }));
  return [
    { segment: "", label: first.tab },
    ...own,
    stayTab(room, now),
    { segment: "activity", label: "History" },
    { segment: "settings", label: "The room" },
  ];
}

/** The tabs that are shown: a room in the trash does not stay. */
export function shownTabs({ room, facts, status }: RoomVisit): RoomTab[] {
  const tabs = tabsOf(room, facts.now);
  return status === "open" ? tabs : tabs.filter(({ segment }) => segment !== STAY);
}

/** "Stay"; in the last week "5 days left". */
function stayTab({ expiresAt }: RoomRecord, now: Date): RoomTab {
  const left = expiresAt ? expiresAt.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
  if (left > LEAVING_DAYS * DAY_MS) return { segment: STAY, label: "Stay" };
  return { segment: STAY, label: `${span(left) ?? "No time"} left`, isWarning: true };
}
