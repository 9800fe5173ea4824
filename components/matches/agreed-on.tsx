import { Section } from "@/components/ui/section";
import type { MatchedFilm } from "@/lib/match/matches/list-room-matches";
import { agreementText } from "@/lib/match/room-text";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { FilmPosters } from "./film-posters";

/** The newest films that a room agreed on, or what must happen for the first match. */
export function AgreedOn({ visit, films }: { visit: RoomVisit; films: readonly MatchedFilm[] }) {
  const { room, facts } = visit;
  const isSolo = room.roomType === "solo";
  return (
    <Section
      title={isSolo ? "Picked" : "Agreed on"}
      note={`${agreementText(room.roomType)}.${films.length > 0 ? " Newest first." : ""}`}
      link={
        films.length < room.matchCount
          ? { href: `/rooms/${room.id}/matches`, label: `All ${room.matchCount}` }
          : undefined
      }
    >
      {films.length > 0 ? (
        <FilmPosters films={films} now={facts.now} />
      ) : (
        <p className="text-ink-2">
          {room.ratingCount === 0
            ? "Nobody has rated a film here yet."
            : "People here agree on no film at the moment."}
        </p>
      )}
    </Section>
  );
}
