import { ButtonLink } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { filmTitle } from "@/lib/match/film-title";
import type { PickedFilm as Picked } from "@/lib/match/shortlist/pick-film";
import { FilmFacts, type FilmForms, MarkForm, OpenInPlex } from "./film-card";
import styles from "./picked-film.module.css";
import { pickText, type Sofa } from "./shortlist-text";

/**
 * The film that was drawn, as a night scene in both themes, and why it could be drawn.
 * @param another the address that draws again
 * @param back the address of the list without the draw
 */
export function PickedFilm({
  picked,
  sofa,
  forms,
  another,
  back,
}: {
  picked: Picked;
  sofa: Sofa;
  forms: FilmForms;
  another: string;
  back: string;
}) {
  const { film } = picked;
  const title = filmTitle(film);
  return (
    <section className={styles.picked} id="picked">
      <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      <div>
        <p className={styles.why}>{pickText(picked, sofa)}</p>
        <h2>
          <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
        </h2>
        <FilmFacts film={film} />
        <div className={styles.acts}>
          <OpenInPlex film={film} look="first" />
          <ButtonLink href={another} icon="refresh-cw">
            Another
          </ButtonLink>
          <MarkForm film={film} forms={forms} />
          <ButtonLink href={back} look="bare">
            The list
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}
