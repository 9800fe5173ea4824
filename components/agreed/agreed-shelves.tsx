import { NameList } from "@/components/matches/name-list";
import cardStyles from "@/components/tonight/film-card.module.css";
import { FilmFacts } from "@/components/tonight/film-facts";
import shelfStyles from "@/components/tonight/film-shelf.module.css";
import { countText, countWords } from "@/components/tonight/shortlist-text";
import { Below } from "@/components/ui/below";
import { KeyTag } from "@/components/ui/key-tag";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { RoomName } from "@/components/ui/room-name";
import { Section } from "@/components/ui/section";
import { absoluteTime } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import type { AgreedFilm } from "@/lib/match/agreed/agreed-film";
import type { AgreedMonth } from "@/lib/match/agreed/agreed-list";
import { filmTitle } from "@/lib/match/film-title";
import { isWatched } from "@/lib/match/shortlist/shortlist-film";
import styles from "./agreed-shelves.module.css";

const ROOMS_NAMED = 4;

type SheetOf = (film: AgreedFilm) => string;

/** The films that several rooms agreed on. */
export function MoreThanOnce({
  films,
  sheetOf,
}: {
  films: readonly AgreedFilm[];
  sheetOf: SheetOf;
}) {
  if (films.length === 0) return null;
  return (
    <Section title="More than once" note="Different groups, the same film. These are safe.">
      <ul className={styles.several} data-candidates="">
        {films.map((film) => (
          <li key={film.key} className={cardClass(film)}>
            <Poster
              title={filmTitle(film)}
              genres={film.genres}
              imageUrl={film.posterUrl}
              isBlank
            />
            <div>
              <FilmTitle film={film} href={sheetOf(film)} />
              <p>
                {countWords(film.agreements.length, "room", "rooms")},{" "}
                {countWords(film.likers.length, "person", "people")}
              </p>
              <p>
                <NameList
                  names={film.agreements.slice(0, ROOMS_NAMED).map(({ roomName }) => roomName)}
                  more={Math.max(0, film.agreements.length - ROOMS_NAMED)}
                  draw={(name) => <RoomName name={name} />}
                />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The other films by the month in which they were agreed on. */
export function AgreedMonths({
  months,
  sheetOf,
}: {
  months: readonly AgreedMonth[];
  sheetOf: SheetOf;
}) {
  return months.map(({ month, films }) => (
    <Below key={month}>
      <Section title={monthText(month)} note={`${countText(films.length, "film", "films")}.`}>
        <ul className={`${shelfStyles.shelf} ${shelfStyles.small}`} data-candidates="">
          {films.map((film) => (
            <li key={film.key} className={cardClass(film)}>
              <div className={cardStyles.print}>
                <Poster
                  title={filmTitle(film)}
                  genres={film.genres}
                  imageUrl={film.posterUrl}
                  isBlank
                />
              </div>
              <div className={cardStyles.text}>
                <FilmTitle film={film} href={sheetOf(film)} />
                <FilmFacts film={film} withGenre={false} />
                <p className={styles.room}>
                  {film.agreements.map(({ roomName, isOpen }) => (
                    <span key={roomName}>
                      <KeyTag name={roomName} size="tiny" gone={!isOpen} />
                      <RoomName name={roomName} />
                    </span>
                  ))}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Section>
    </Below>
  ));
}

function cardClass(film: AgreedFilm): string {
  return isWatched(film) ? `${cardStyles.card} ${cardStyles.seen}` : (cardStyles.card ?? "");
}

function FilmTitle({ film, href }: { film: AgreedFilm; href: string }) {
  return (
    <h3>
      <a className={cardStyles.cover} href={href}>
        <Name>{filmTitle(film)}</Name>
      </a>{" "}
      {film.year ? <small>{film.year}</small> : null}
      {isWatched(film) ? <span className="sr-only"> (watched)</span> : null}
    </h3>
  );
}

/** "November", or "November 2025" in another year. @param month "2026-11", or null without a time */
function monthText(month: string | null): string {
  if (month === null) return "Some time";
  const [year = ""] = month.split("-");
  const name = absoluteTime(new Date(`${month}-01T00:00:00Z`), "month", "UTC");
  return year === absoluteTime(now(), "year") ? name : `${name} ${year}`;
}
