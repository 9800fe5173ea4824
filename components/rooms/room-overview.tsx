import { Section } from "@/components/ui/section";
import type { KeptFacts } from "@/lib/web/pages/load-kept-facts";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { ExpirySection } from "./expiry-section";
import { HistoryLog } from "./history-log";
import { SettingsSection } from "./settings-section";

/** The first page of a room that shows nothing of its kind: when it leaves, its settings and its history. */
export function RoomOverview({ visit, kept }: { visit: RoomVisit; kept: KeptFacts }) {
  const { room } = visit;
  return (
    <>
      <ExpirySection visit={visit} uses={kept.uses} />
      <SettingsSection visit={visit} />
      <Section
        title="History"
        note="Everything done to this room, by anyone."
        link={{ href: `/rooms/${room.id}/activity`, label: "All of it" }}
      >
        <HistoryLog lines={kept.history.lines} isSolo={room.roomType === "solo"} />
      </Section>
    </>
  );
}
