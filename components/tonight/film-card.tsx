import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { AbsoluteTime } from "@/components/ui/time";
import { filmTitle } from "@/lib/match/film-title";
import type { Company, ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./film-card.module.css";
import { FilmDetails } from "./film-details";
import { MissingLikes } from "./missing-likes";
import { lengthText } from "./shortlist-text";

/** Where the forms of a film go, and to which page they return. */
export interface FilmForms {
  roomId: string;
  returnTo: string;
  /** False while the viewer may not change the room. */
  mayChange: boolean;
}

/** A film of the shortlist: poster, title, facts, whose like is missing, and what one can do with it. */
export function FilmCard({
  film,
  company,
  forms,
}: {
  film: ShortlistFilm;
  company: Company;
  forms: FilmForms;
}) {
  const title = filmTitle(film);
  return (
    <li className={film.watched || film.isSeen ? `${styles.card} ${styles.seen}` : styles.card}>
      <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      <div className={styles.text}>
        <h3>
          <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
        </h3>
        <FilmFacts film={film} />
        <MissingLikes film={film} company={company} />
        <WatchedNote film={film} />
        <div className={styles.acts}>
          <OpenInPlex film={film} />
          <MarkForm film={film} forms={forms} />
        </div>
        <FilmDetails film={film} company={company} />
      </div>
    </li>
  );
}

/** Length, rating and first genre, as far as the catalogue knows them. */
export function FilmFacts({ film }: { film: ShortlistFilm }) {
  const [genre] = film.genres;
  if (film.durationMs === null && film.rating === null && !genre) return null;
  return (
    <p className={styles.facts}>
      {film.durationMs === null ? null : <span>{lengthText(film.durationMs)}</span>}
      {film.rating === null ? null : (
        <span>
          <Icon name="star" />
          <span className="sr-only">rated </span>
          {film.rating.toFixed(1)}
        </span>
      )}
      {genre ? (
        <span>
          <Name>{genre}</Name>
        </span>
      ) : null}
    </p>
  );
}

/** The link to the place where the film can be watched. */
export function OpenInPlex({ film, look }: { film: ShortlistFilm; look?: "plain" | "first" }) {
  if (!film.linkUrl) return null;
  return (
    <ButtonLink href={film.linkUrl} rel="noreferrer" icon="external-link" look={look}>
      <span>
        Open in Plex
        <span className="sr-only">
          : <Name>{filmTitle(film)}</Name>
        </span>
      </span>
    </ButtonLink>
  );
}

/** The button that marks a film as watched, or takes the mark back. */
export function MarkForm({ film, forms }: { film: ShortlistFilm; forms: FilmForms }) {
  if (!forms.mayChange || (film.isSeen && !film.watched)) return null;
  const verb = film.watched ? "unmark-watched" : "mark-watched";
  return (
    <form method="post" action={`/api/dashboard/rooms/${forms.roomId}/${verb}`}>
      <HiddenFields fields={{ mediaId: film.mediaId, returnTo: forms.returnTo }} />
      <Button look="bare" icon={film.watched ? "rotate-ccw" : "eye"}>
        <span>
          {film.watched ? "Not watched" : "Watched"}
          <span className="sr-only">
            : <Name>{filmTitle(film)}</Name>
          </span>
        </span>
      </Button>
    </form>
  );
}

function WatchedNote({ film: { watched, isSeen } }: { film: ShortlistFilm }) {
  if (watched) {
    return (
      <p className={styles.missing}>
        <Name>{watched.by}</Name>, <AbsoluteTime at={watched.at} as="short" />
      </p>
    );
  }
  return isSeen ? <p className={styles.missing}>Seen in Plex</p> : null;
}
