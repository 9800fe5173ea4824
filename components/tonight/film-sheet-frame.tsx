import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import dialogStyles from "@/components/ui/dialog.module.css";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { type FilmName, filmTitle } from "@/lib/match/film-title";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { EndsAt, FilmFacts } from "./film-facts";
import styles from "./film-sheet.module.css";

type FilmOfSheet = FilmName &
  Pick<ShortlistFilm, "posterUrl" | "durationMs" | "genres" | "rating" | "summary">;

/**
 * A dialog about one film, which opens by its address: poster, title, facts and what it is about.
 * @param note a line under the facts, such as who watched it
 *
 * @param acts the buttons at the foot
 *
 * @param children what stands between them
 */
export function FilmSheetFrame({
  film,
  note,
  acts,
  children,
}: {
  film: FilmOfSheet;
  note: ReactNode;
  acts: ReactNode;
  children: ReactNode;
}) {
  const title = filmTitle(film);
  return (
    <div className={`${dialogStyles.scrim} ${dialogStyles.isTarget}`} id="film" data-dialog="">
      <div
        className={`${dialogStyles.sheet} ${styles.sheet}`}
        role="dialog"
        aria-modal="true"
        aria-labelledby="film-title"
        tabIndex={-1}
      >
        <div className={styles.close}>
          <ButtonLink href="#main" look="bare" icon="x" square closes>
            Close
          </ButtonLink>
        </div>
        <div className={styles.top}>
          <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
          <div>
            <h2 id="film-title">
              <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
            </h2>
            <FilmFacts film={film} />
            <EndsAt film={film} />
            {note}
          </div>
        </div>
        {film.summary ? (
          <p className={styles.summary}>
            <Name hasLines>{film.summary}</Name>
          </p>
        ) : null}
        {children}
        <div className={`${buttonStyles.btns} ${dialogStyles.end}`}>{acts}</div>
      </div>
    </div>
  );
}
