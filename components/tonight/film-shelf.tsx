import { Section } from "@/components/ui/section";
import type { Shelf } from "@/lib/match/shortlist/agreed-films";
import type { Company } from "@/lib/match/shortlist/shortlist-film";
import { FilmCard, type FilmForms } from "./film-card";
import styles from "./film-shelf.module.css";
import { type Sofa, shelfText } from "./shortlist-text";

const SIZES = { none: styles.large, one: styles.middle, more: styles.small } as const;

/** A shelf of the shortlist. The more likes its films have, the larger are their posters. */
export function FilmShelf({
  shelf: { missing, films },
  company,
  sofa,
  forms,
}: {
  shelf: Shelf;
  company: Company;
  sofa: Sofa;
  forms: FilmForms;
}) {
  const { title, note } = shelfText(missing, films.length, sofa);
  return (
    <Section title={title} note={note}>
      <ul className={`${styles.shelf} ${SIZES[missing]}`}>
        {films.map((film) => (
          <FilmCard key={film.mediaId} film={film} company={company} forms={forms} />
        ))}
      </ul>
    </Section>
  );
}
