import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/section";
import type { Shelf } from "@/lib/match/shortlist/agreed-films";
import type { Company, ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import type { FilmTargets } from "./film-acts";
import { FilmCard } from "./film-card";
import styles from "./film-shelf.module.css";
import { Lights } from "./lights";
import { countText, type Sofa, shelfText } from "./shortlist-text";

const SIZES = { none: "large", one: "middle", more: "small" } as const;
const LOOKS = { large: styles.large, middle: styles.middle, small: styles.small } as const;
const FILMS_SHOWN = 24;
const ROWS_MAX = 3;

/**
 * A shelf of the shortlist. The more likes its films have, the larger are their posters. The films of a solo room are all alike, so they
 * are of middle size.
 * @param isTop whether it is the first one on the page
 */
export function FilmShelf({
  shelf: { missing, films },
  company,
  sofa,
  targets,
  isTop,
}: {
  shelf: Shelf;
  company: Company;
  sofa: Sofa;
  targets: FilmTargets | null;
  isTop: boolean;
}) {
  const { title, note } = shelfText(missing, films.length, sofa);
  const size = sofa.isSolo ? "middle" : SIZES[missing];
  const lights = missing === "more" || sofa.isSolo || sofa.here < 2 ? null : missing;
  const shown = films.slice(0, FILMS_SHOWN);
  const rest = films.slice(FILMS_SHOWN);
  return (
    <Section
      title={title}
      note={note}
      mark={
        lights ? (
          <Lights
            yes={lights === "none" ? sofa.here : sofa.here - 1}
            open={lights === "none" ? 0 : 1}
          />
        ) : null
      }
      className={isTop ? styles.isTop : undefined}
    >
      <div data-candidates={isTop ? "" : undefined}>
        <Films {...{ films: shown, size, company, targets }} />
        {rest.length > 0 ? (
          <details className={styles.rest}>
            <summary>
              <Icon name="chevron-down" />
              {countText(rest.length, "more film", "more films")}
            </summary>
            <Films {...{ films: rest, size: "small", company, targets }} />
          </details>
        ) : null}
      </div>
    </Section>
  );
}

/** Films as a grid of posters. */
export function Films({
  films,
  size,
  company,
  targets,
}: {
  films: readonly ShortlistFilm[];
  size: "large" | "middle" | "small";
  company: Company;
  targets: FilmTargets | null;
}) {
  const looks = [styles.shelf, LOOKS[size]];
  if (size === "large" && films.length === 1) looks.push(styles.isAlone);
  if (size === "large" && films.length > ROWS_MAX) looks.push(styles.isMany);
  return (
    <ul className={looks.join(" ")}>
      {films.map((film) => (
        <FilmCard key={film.mediaId} {...{ film, company, targets, size }} />
      ))}
    </ul>
  );
}
