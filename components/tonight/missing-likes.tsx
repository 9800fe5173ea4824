import { NameList } from "@/components/matches/name-list";
import { yetToSay } from "@/lib/match/shortlist/nearly-agreed";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./film-card.module.css";

const NAMED_MAX = 4;

/** Whose like a film lacks, by naming the fewer people: "Tom has yet to say", "Sam said no", "not Tom or Noor", "Ace and Zoë". */
export function MissingLikes({ film, company }: { film: ShortlistFilm; company: Company }) {
  const likers = likersHere(film, company);
  const others = [...company.here].filter((name) => !likers.includes(name));
  const [other] = others;
  if (other === undefined) return null;
  if (others.length === 1) {
    const isWaiting = yetToSay(film, company).length > 0;
    return (
      <p className={isWaiting ? `${styles.missing} ${styles.waiting}` : styles.missing}>
        <NameList names={[other]} /> {isWaiting ? "has yet to say" : "said no"}
      </p>
    );
  }
  const isShorter = others.length < likers.length;
  const names = isShorter ? others : likers;
  return (
    <p className={styles.missing}>
      {isShorter ? "not " : ""}
      <NameList
        names={names.slice(0, NAMED_MAX)}
        more={Math.max(0, names.length - NAMED_MAX)}
        last={isShorter ? "or" : "and"}
      />
    </p>
  );
}
