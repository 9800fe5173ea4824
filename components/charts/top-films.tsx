import { KeyTag } from "@/components/ui/key-tag";
import keyTagStyles from "@/components/ui/key-tag.module.css";
import { Name } from "@/components/ui/name";
import { shownText } from "@/lib/core/hidden-characters";
import type { TopFilm } from "@/lib/match/analytics/figures";
import { type FilmName, filmTitle } from "@/lib/match/film-title";
import rankStyles from "./rank.module.css";

const LINES = 7;
const TAGS = 6;

/** Films by the number of rooms that matched them; each tag is a room. */
export function TopFilms({ films }: { films: readonly TopFilm[] }) {
  return (
    <ol className={rankStyles.rank}>
      {films.slice(0, LINES).map((film, index) => (
        <li key={film.mediaId}>
          <span className={rankStyles.k}>{index + 1}</span>
          <FilmTitle film={film} />
          <span className={keyTagStyles.tiny} aria-hidden="true">
            {film.rooms.slice(0, TAGS).map((room) => (
              <KeyTag key={room.id} name={room.name} size="tiny" />
            ))}
          </span>
          <span className={rankStyles.v}>
            {film.rooms.length}
            <span className="sr-only">{film.rooms.length === 1 ? " room" : " rooms"}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The film's title with its year; the whole title on hover. */
export function FilmTitle({ film }: { film: FilmName }) {
  const title = filmTitle(film);
  return (
    <span className={rankStyles.t} title={shownText(title)}>
      <Name dir="auto">{title}</Name>
      {film.year ? <small>{film.year}</small> : null}
    </span>
  );
}
