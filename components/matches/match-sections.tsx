import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import type { MatchContent } from "@/lib/web/pages/room-content";
import { AgreedOn } from "./agreed-on";
import { PeopleBars } from "./people-bars";

/** What the overview of a film room shows of its films and people. */
export function MatchSections({ visit, content }: { visit: RoomVisit; content: MatchContent }) {
  const { room, facts } = visit;
  const { films, people } = content;
  return (
    <>
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
    </>
  );
}
