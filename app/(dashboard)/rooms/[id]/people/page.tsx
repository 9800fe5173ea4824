import { noRatingText } from "@/components/matches/no-rating-text";
import { PeopleBars } from "@/components/matches/people-bars";
import { RatingFilters } from "@/components/matches/rating-filters";
import { RatingTable } from "@/components/matches/rating-table";
import { matchFigures } from "@/components/matches/room-figures";
import { Figures } from "@/components/ui/figures";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { theCounted } from "@/lib/core/counted";
import { loadRoomPeople } from "@/lib/web/pages/load-room-people";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PeoplePage({ params, searchParams }: Props) {
  const { id } = await params;
  const view = await loadRoomPeople(id, await searchParams);
  const { room, facts } = view.visit;
  return (
    <>
      <Figures figures={matchFigures(view.visit)} />
      <Section
        title="People"
        note={`How many films each person has rated, of ${theCounted(facts.filmsRated, "film").toLowerCase()} rated here so far. People are listed by the names that they chose.`}
      >
        {view.people.length > 0 ? (
          <PeopleBars people={view.people} films={facts.filmsRated} ownerName={room.creatorName} />
        ) : (
          <p className="text-ink-2">Nobody has rated here yet.</p>
        )}
      </Section>
      {room.ratingCount > 0 ? (
        <Section
          title="Ratings"
          note="Each person’s answer for each film. Newest first."
          id="ratings"
        >
          <div>
            <RatingFilters roomId={room.id} people={view.people} filter={view.filter} />
            <RatingTable
              ratings={view.ratings.items}
              none={noRatingText(view.filter, room.ratingCount)}
              clear={`/rooms/${room.id}/people#ratings`}
            />
            <Pager shown={view.shown} first={view.first} next={view.next} />
          </div>
        </Section>
      ) : null}
    </>
  );
}
