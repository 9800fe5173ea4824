import { ExpirySection } from "@/components/rooms/expiry-section";
import { HistoryLog } from "@/components/rooms/history-log";
import { pagesOf } from "@/components/rooms/kinds/pages-of";
import { SettingsSection } from "@/components/rooms/settings-section";
import { Figures } from "@/components/ui/figures";
import { Section } from "@/components/ui/section";
import { loadRoomOverview } from "@/lib/web/pages/load-room-overview";

export default async function RoomPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { visit, content, history, uses } = await loadRoomOverview(id);
  const { room } = visit;
  const pages = pagesOf(room.kind);
  const figures = pages.figures(visit);
  return (
    <>
      {figures.length > 0 ? <Figures figures={figures} /> : null}
      {pages.sections(visit, content)}
      <ExpirySection visit={visit} uses={uses} />
      <SettingsSection visit={visit} />
      <Section
        title="History"
        note="Everything done to this room, by anyone."
        link={{ href: `/rooms/${room.id}/activity`, label: "All of it" }}
      >
        <HistoryLog lines={history.lines} isSolo={room.roomType === "solo"} />
      </Section>
    </>
  );
}
