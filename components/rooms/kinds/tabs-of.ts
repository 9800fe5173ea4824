import type { RoomRecord } from "@/lib/rooms/room-record";
import { pagesOf } from "./pages-of";

/** A page of a room, as its tab shows it. The segment of the overview is empty. */
export interface RoomTab {
  segment: string;
  label: string;
  count?: number;
}

/** The pages of a room: the overview, those of its kind, activity and settings. */
export function tabsOf(room: RoomRecord): RoomTab[] {
  const own = pagesOf(room.kind).tabs.map(({ count, ...tab }) => ({
    ...tab,
    count: count?.(room),
  }));
  return [
    { segment: "", label: "Overview" },
    ...own,
    { segment: "activity", label: "Activity" },
    { segment: "settings", label: "Settings" },
  ];
}
