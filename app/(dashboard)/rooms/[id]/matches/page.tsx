import { AgreedOn } from "@/components/matches/agreed-on";
import { FilmPosters } from "@/components/matches/film-posters";
import { MatchesByPerson } from "@/components/matches/matches-by-person";
import { Pager } from "@/components/ui/pager";
import { Spread } from "@/components/ui/spread";
import { agreementWords } from "@/lib/rooms/room-words";
import { loadRoomMatches } from "@/lib/web/load-room-matches";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ page?: string | string[]; person?: string | string[] }>;
}

export default async function MatchesPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { visit, films, people, page } = await loadRoomMatches(id, await searchParams);
  const { room, facts } = visit;
  if (films.length === 0 && page.number === 1) return <AgreedOn visit={visit} films={films} />;
  if (people) return <MatchesByPerson visit={visit} films={films} people={people} page={page} />;
  return (
    <>
      <Spread title="Agreed on" note={`${agreementWords(room.roomType)}. Newest first.`}>
        <FilmPosters films={films} now={facts.now} />
      </Spread>
      {page.first || page.next ? (
        <Pager shown={page.shown} first={page.first} next={page.next} />
      ) : null}
    </>
  );
}
