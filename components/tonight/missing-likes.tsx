import { capitalised, numberText } from "@/lib/core/day-text";
import { yetToSay } from "@/lib/match/shortlist/nearly-agreed";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./film-card.module.css";
import { haveText, PersonNames } from "./person-names";

/**
 * Whose like a film lacks, by naming the fewer people: "Tom has yet to say", "Sam said no", "not Tom or Noor", "Ace and Zoë". In a solo
 * room nobody's like is missing, so it names those on whose lists the film is. Where nobody is named: "Four of six".
 */
export function MissingLikes({ film, company }: { film: ShortlistFilm; company: Company }) {
  const likers = likersHere(film, company);
  const others = [...company.here].filter((name) => !likers.includes(name));
  if (others.length === 0) return null;
  const isSolo = company.roomType === "solo";
  if (others.length === 1 && !isSolo) {
    const isWaiting = yetToSay(film, company).length > 0;
    return (
      <p className={isWaiting ? `${styles.missing} ${styles.waiting}` : styles.missing}>
        <PersonNames names={others} company={company} isFirst />{" "}
        {isWaiting ? `${haveText(others, company)} yet to say` : "said no"}
      </p>
    );
  }
  if (company.isNameless) {
    const counts = `${numberText(likers.length)} of ${numberText(company.here.size)}`;
    return <p className={styles.missing}>{capitalised(counts)}</p>;
  }
  const isShorter = others.length < likers.length && !isSolo;
  return (
    <p className={styles.missing}>
      {isShorter ? "not " : ""}
      <PersonNames
        names={isShorter ? others : likers}
        company={company}
        last={isShorter ? "or" : "and"}
        isFirst={!isShorter}
      />
    </p>
  );
}
