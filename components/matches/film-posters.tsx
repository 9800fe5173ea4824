import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { AbsoluteTime, TimeAgo } from "@/components/ui/time";
import { filmTitle } from "@/lib/match/film-title";
import type { MatchedFilm } from "@/lib/match/matches/list-room-matches";
import styles from "./film-posters.module.css";
import { NameList } from "./name-list";

const FRESH_MS = 60_000;
const TODAY_MS = 86_400_000;
const NAMED_MAX = 6;

/**
 * The films that were agreed on, as posters, with the people who like them and the time of the match. A drawn poster has the title on it; below a
 * real one it is written.
 *
 * @param heading the level of each film's heading, under that of its section
 */
export function FilmPosters({
  films,
  now,
  heading: Heading = "h3",
  withLikers = true,
}: {
  films: readonly MatchedFilm[];
  now: Date;
  heading?: "h3" | "h4";
  /** False if all of them are from one person's list. */
  withLikers?: boolean;
}) {
  return (
    <ul className={styles.films}>
      {films.map((film) => {
        const title = filmTitle(film);
        return (
          <li className={styles.film} key={`${film.mediaId}\n${film.likers.join("\n")}`}>
            <Poster title={title} year={film.year} genres={film.genres} imageUrl={film.posterUrl} />
            <Heading className={film.posterUrl ? styles.title : "sr-only"}>
              <Name>{film.year ? `${title} (${film.year})` : title}</Name>
            </Heading>
            {withLikers ? (
              <p className={styles.by}>
                <NameList
                  names={film.likers.slice(0, NAMED_MAX)}
                  more={Math.max(0, film.likers.length - NAMED_MAX)}
                />
              </p>
            ) : null}
            <p className={withLikers ? undefined : styles.by}>
              <When atMs={film.matchedAtMs} now={now} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function When({ atMs, now }: { atMs: number; now: Date }) {
  const age = now.getTime() - atMs;
  if (age < FRESH_MS) return <span className={styles.fresh}>Just matched</span>;
  return age < TODAY_MS ? <TimeAgo at={atMs} /> : <AbsoluteTime at={atMs} as="short" />;
}
