import { ButtonLink } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { filmTitle } from "@/lib/match/film-title";
import type { PickedFilm as Picked } from "@/lib/match/shortlist/pick-film";
import type { Company } from "@/lib/match/shortlist/shortlist-film";
import { type FilmTargets, MarkForm, OpenInPlex } from "./film-acts";
import { EndsAt, FilmFacts } from "./film-facts";
import { FilmLights } from "./lights";
import styles from "./picked-film.module.css";
import { pickText, type Sofa } from "./shortlist-text";

interface Props {
  picked: Picked;
  company: Company;
  sofa: Sofa;
  targets: FilmTargets;
  /** The address that draws again. */
  another: string;
  /** The address of the list without the draw. */
  back: string;
}

/** The film that was drawn, above the list. */
export function PickedFilm({ picked: { film }, targets, another, back }: Props) {
  const title = filmTitle(film);
  return (
    <section className={styles.picked} aria-label="Tonight">
      <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      <div>
        <p className={styles.why}>Tonight</p>
        <h2>
          <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
        </h2>
        <FilmFacts film={film} />
        <EndsAt film={film} />
      </div>
      <div className={styles.acts}>
        <OpenInPlex film={film} look="first" />
        <ButtonLink href={another} icon="rotate-cw">
          Another
        </ButtonLink>
        <MarkForm film={film} targets={targets} />
        <ButtonLink href={back} look="bare">
          Take it back
        </ButtonLink>
      </div>
    </section>
  );
}

/**
 * The same as a scene of its own that opens by its address: the lights go down in both themes, the poster is the only light. It says why
 * the film could be drawn.
 */
export function PickedScene({ picked, company, sofa, another }: Props) {
  const { film } = picked;
  const title = filmTitle(film);
  return (
    <div className={styles.down} id="picked" data-dialog="">
      <div role="dialog" aria-modal="true" aria-labelledby="picked-title" tabIndex={-1}>
        <div className={styles.back}>
          <ButtonLink href="#main" look="bare" icon="arrow-left" closes>
            The list
          </ButtonLink>
        </div>
        <div className={styles.scene}>
          <div className={styles.poster}>
            <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
          </div>
          <div>
            <p>
              <FilmLights film={film} company={company} /> {pickText(picked, sofa)}
            </p>
            <h2 id="picked-title">
              <Name>{title}</Name>
            </h2>
            <FilmFacts film={film} withYear />
            <EndsAt film={film} />
            <div className={styles.acts}>
              <OpenInPlex film={film} look="first" />
              <ButtonLink href={another} icon="rotate-cw">
                Another
              </ButtonLink>
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}
