import { ButtonLink } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import dialogStyles from "@/components/ui/dialog.module.css";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { filmTitle } from "@/lib/match/film-title";
import { yetToSay } from "@/lib/match/shortlist/nearly-agreed";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { ChooseForm, type FilmTargets, MarkForm, OpenInPlex, TrailerLink } from "./film-acts";
import { WatchedNote } from "./film-card";
import { EndsAt, FilmFacts } from "./film-facts";
import styles from "./film-sheet.module.css";
import { AnswerWindow } from "./window";

const NAMED_MAX = 24;

/** Everything about one film, as a dialog that opens by its address: what it is about, and who answered what. */
export function FilmSheet({
  film,
  company,
  targets,
}: {
  film: ShortlistFilm;
  company: Company;
  targets: FilmTargets;
}) {
  const title = filmTitle(film);
  const answers = answersOf(film, company);
  const more = answers.length - NAMED_MAX;
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
            <WatchedNote film={film} />
          </div>
        </div>
        {film.summary ? (
          <p className={styles.summary}>
            <Name hasLines>{film.summary}</Name>
          </p>
        ) : null}
        <ul className={styles.answers} aria-label="Who said yes">
          {answers.slice(0, NAMED_MAX).map(({ name, answer }, index) => (
            <AnswerWindow key={name} index={index} answer={answer}>
              <Name>{name}</Name>
            </AnswerWindow>
          ))}
        </ul>
        {more > 0 ? <p>and {more.toLocaleString("en-US")} more</p> : null}
        <div className={`${buttonStyles.btns} ${dialogStyles.end}`}>
          <TrailerLink film={film} />
          <MarkForm film={film} targets={targets} />
          <ChooseForm film={film} targets={targets} />
          <OpenInPlex film={film} look="first" />
        </div>
      </div>
    </div>
  );
}

/** The answers of the people here: yes in the order of their likes, then no, then those who have yet to say. */
function answersOf(film: ShortlistFilm, company: Company) {
  const refusers = film.refusers.filter((name) => company.here.has(name));
  return [
    ...likersHere(film, company).map((name) => ({ name, answer: "yes" as const })),
    ...refusers.map((name) => ({ name, answer: "no" as const })),
    ...yetToSay(film, company).map((name) => ({ name, answer: "open" as const })),
  ];
}
