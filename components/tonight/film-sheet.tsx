import { Name } from "@/components/ui/name";
import { yetToSay } from "@/lib/match/shortlist/nearly-agreed";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { ChooseForm, type FilmTargets, MarkForm, OpenInPlex, TrailerLink } from "./film-acts";
import { WatchedNote } from "./film-card";
import styles from "./film-sheet.module.css";
import { FilmSheetFrame } from "./film-sheet-frame";
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
  const answers = answersOf(film, company);
  const more = answers.length - NAMED_MAX;
  return (
    <FilmSheetFrame
      film={film}
      note={<WatchedNote film={film} />}
      acts={
        <>
          <TrailerLink film={film} />
          <MarkForm film={film} targets={targets} />
          <ChooseForm film={film} targets={targets} />
          <OpenInPlex film={film} look="first" />
        </>
      }
    >
      <ul className={styles.answers} aria-label="Who said yes">
        {answers.slice(0, NAMED_MAX).map(({ name, answer }, index) => (
          <AnswerWindow key={name} index={index} answer={answer}>
            <Name>{name}</Name>
          </AnswerWindow>
        ))}
      </ul>
      {more > 0 ? <p>and {more.toLocaleString("en-US")} more</p> : null}
    </FilmSheetFrame>
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
