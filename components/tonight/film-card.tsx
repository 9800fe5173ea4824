import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { AbsoluteTime, TimeAgo } from "@/components/ui/time";
import { isDated } from "@/lib/core/moment";
import { filmTitle } from "@/lib/match/film-title";
import type { Company, ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { type FilmTargets, MarkForm, OpenInPlex } from "./film-acts";
import styles from "./film-card.module.css";
import { FilmFacts } from "./film-facts";
import { MissingLikes } from "./missing-likes";

/**
 * A film of the shortlist: poster, title, facts and whose like is missing. The title is a link, stretched over the poster, to the film's
 * sheet.
 * @param size how large its poster is; a large one also has what one can do with the film
 */
export function FilmCard({
  film,
  company,
  targets,
  size,
}: {
  film: ShortlistFilm;
  company: Company;
  /** Null for a viewer who can only look: there is no sheet then, and nothing to do with a film. */
  targets: FilmTargets | null;
  size: "large" | "middle" | "small";
}) {
  const title = filmTitle(film);
  return (
    <li className={film.watched || film.isSeen ? `${styles.card} ${styles.seen}` : styles.card}>
      <div className={styles.print}>
        <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      </div>
      <div className={styles.text}>
        <h3>
          <FilmTitle title={title} href={targets?.sheetOf(film.mediaId)} />{" "}
          {film.year ? <small>{film.year}</small> : null}
        </h3>
        <FilmFacts film={film} withGenre={size !== "small"} />
        <MissingLikes film={film} company={company} />
        <WatchedNote film={film} />
        {targets && company.roomType === "solo" ? <AddedNote film={film} /> : null}
        {size === "large" && targets ? (
          <div className={styles.acts}>
            <OpenInPlex film={film} />
            <MarkForm film={film} targets={targets} />
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** How long the film has been on a list of a solo room. A rating without a time says nothing. */
function AddedNote({ film: { matchedAtMs } }: { film: ShortlistFilm }) {
  if (matchedAtMs === null || !isDated(matchedAtMs)) return null;
  return (
    <p className={styles.missing}>
      Added <TimeAgo at={matchedAtMs} />
    </p>
  );
}

/** The title of a film, as a link to its sheet if it has one. */
export function FilmTitle({ title, href }: { title: string; href: string | undefined }) {
  if (href === undefined) return <Name>{title}</Name>;
  return (
    <a className={styles.cover} href={href}>
      <Name>{title}</Name>
    </a>
  );
}

/** Who marked the film as watched and when, or that Plex has seen it. */
export function WatchedNote({
  film: { watched, isSeen },
}: {
  film: Pick<ShortlistFilm, "watched" | "isSeen">;
}) {
  if (watched?.by === null) return <p className={styles.missing}>Watched</p>;
  if (watched) {
    return (
      <p className={styles.missing}>
        Watched: <Name>{watched.by}</Name>, <AbsoluteTime at={watched.at} as="short" />
      </p>
    );
  }
  return isSeen ? <p className={styles.missing}>Seen in Plex</p> : null;
}
