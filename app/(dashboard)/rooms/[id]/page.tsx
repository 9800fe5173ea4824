import { AgreedOn } from "@/components/matches/agreed-on";
import { ExpirySection } from "@/components/rooms/expiry-section";
import { HistoryLog } from "@/components/rooms/history-log";
import { PeopleBars } from "@/components/rooms/people-bars";
import { RoomFigures } from "@/components/rooms/room-figures";
import { SettingsSection } from "@/components/rooms/settings-section";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { loadRoomOverview } from "@/lib/web/pages/load-room-overview";

export default async function RoomPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { visit, films, people, history, uses } = await loadRoomOverview(id);
  const { room, facts } = visit;
  return (
    <>
      <RoomFigures visit={visit} />
      <AgreedOn visit={visit} films={films} />
      {people.length > 0 ? (
        <Section
          title="People"
          note={`How many films each person has rated, of the ${counted(facts.filmsRated, "film")} rated here so far.`}
          link={
            people.length < room.peopleCount
              ? { href: `/rooms/${room.id}/people`, label: `All ${room.peopleCount}` }
              : undefined
          }
        >
          <PeopleBars people={people} films={facts.filmsRated} ownerName={room.creatorName} />
        </Section>
      ) : null}
      <ExpirySection visit={visit} uses={uses} />
      <SettingsSection room={room} filmsRated={facts.filmsRated} />
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
