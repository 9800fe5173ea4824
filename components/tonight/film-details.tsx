import { NameList } from "@/components/matches/name-list";
import { Name } from "@/components/ui/name";
import { yetToSay } from "@/lib/match/shortlist/nearly-agreed";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./film-details.module.css";

const NAMED_MAX = 24;

/** What the film is about, and the answer of everybody who is here, by name. It opens without a script. */
export function FilmDetails({ film, company }: { film: ShortlistFilm; company: Company }) {
  const answers = [
    { names: likersHere(film, company), text: "said yes" },
    { names: film.refusers.filter((name) => company.here.has(name)), text: "said no" },
    { names: yetToSay(film, company), text: "yet to say" },
  ].filter(({ names }) => names.length > 0);
  return (
    <details className={styles.details}>
      <summary>More</summary>
      {film.summary ? (
        <p>
          <Name hasLines>{film.summary}</Name>
        </p>
      ) : null}
      {answers.map(({ names, text }) => (
        <p key={text}>
          <NameList
            names={names.slice(0, NAMED_MAX)}
            more={Math.max(0, names.length - NAMED_MAX)}
          />
          : {text}
        </p>
      ))}
    </details>
  );
}
