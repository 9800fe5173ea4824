import { compareCodePoints } from "@/lib/core/text";
import { agreedFilms, type Shelf, shelvesOf } from "./agreed-films";
import { type NearlyAgreed, nearlyAgreed, type StoppedFilm, stoppedFilms } from "./nearly-agreed";
import { type Company, isWatched, type ShortlistFilm } from "./shortlist-film";
import { fitsFilter, type ShortlistFilter } from "./shortlist-filter";

/** What the shortlist of a room shows. */
export interface Shortlist {
  company: Company;
  /** The unwatched films agreed on, by how many likes are missing. */
  shelves: Shelf[];
  nearly: NearlyAgreed[];
  stopped: StoppedFilm[];
  /** The watched films agreed on, those marked last first. They take no part in a draw. */
  watched: ShortlistFilm[];
  /** The genres of all films agreed on, before the filter, by name. */
  genres: string[];
}

/** Makes the shortlist of a room from its films, the people who take part, and the filter. */
export function shortlistOf(
  room: {
    roomType: string;
    people: readonly string[];
    films: readonly ShortlistFilm[];
    you?: string | null;
  },
  filter: ShortlistFilter,
): Shortlist {
  const company = {
    roomType: room.roomType,
    here: new Set(filter.here ?? room.people),
    you: room.you,
  };
  const films = room.films.filter((film) => fitsFilter(film, filter));
  const agreed = agreedFilms(films, company);
  const unwatched = films.filter((film) => !isWatched(film));
  return {
    company,
    shelves: shelvesOf(
      agreed.filter((film) => !isWatched(film)),
      company,
    ),
    nearly: nearlyAgreed(unwatched, company),
    stopped: stoppedFilms(unwatched, company),
    watched: agreed.filter(isWatched).sort((a, b) => markedMs(b) - markedMs(a)),
    genres: genresOf(agreedFilms(room.films, company)),
  };
}

/** When the film was marked; 0 for a film that only Plex has seen, which comes last. */
function markedMs({ watched }: ShortlistFilm): number {
  return watched?.at.getTime() ?? 0;
}

function genresOf(films: readonly ShortlistFilm[]): string[] {
  return [...new Set(films.flatMap(({ genres }) => genres))].sort(compareCodePoints);
}
