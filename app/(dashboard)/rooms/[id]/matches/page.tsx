import { AgreedOn } from "@/components/matches/agreed-on";
import { EndedMatches } from "@/components/matches/ended-matches";
import { FilmPosters } from "@/components/matches/film-posters";
import { MatchesByPerson } from "@/components/matches/matches-by-person";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { agreementText } from "@/lib/match/room-text";
import { loadRoomMatches } from "@/lib/web/pages/load-room-matches";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ page?: string | string[]; person?: string | string[] }>;
}

export default async function MatchesPage({ params, searchParams }: Props) {
  const { id } = await params;
  const view = await loadRoomMatches(id, await searchParams);
  const { visit, films, people, page, ends } = view;
  const { room, facts } = visit;
  const ended = <EndedMatches roomId={room.id} ends={ends} />;
  if (films.length === 0 && page.number === 1) {
    return (
      <>
        <AgreedOn visit={visit} films={films} />
        {ended}
      </>
    );
  }
  if (people) {
    return (
      <>
        <MatchesByPerson visit={visit} films={films} people={people} page={page} />
        {ended}
      </>
    );
  }
  return (
    <>
      <Section title="Agreed on" note={`${agreementText(room.roomType)}. Newest first.`}>
        <FilmPosters films={films} now={facts.now} />
      </Section>
      {page.first || page.next ? (
        <Pager shown={page.shown} first={page.first} next={page.next} />
      ) : null}
      {ended}
    </>
  );
}
