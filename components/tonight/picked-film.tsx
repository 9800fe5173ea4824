import type { ReactNode } from "react";
import { Button, ButtonLink, HiddenFields } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { type FilmName, filmTitle } from "@/lib/match/film-title";
import type { KeptLot } from "@/lib/match/shortlist/picked-film";
import type { Company, ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { type ShortlistFilter, shortlistParameters } from "@/lib/match/shortlist/shortlist-filter";
import { type FilmTargets, MarkForm, OpenInPlex } from "./film-acts";
import { EndsAt, FilmFacts } from "./film-facts";
import { FilmLights } from "./lights";
import styles from "./picked-film.module.css";
import { pickText } from "./shortlist-text";

/** The film of the evening, and how it became that. */
export interface PickedView {
  film: ShortlistFilm;
  pickedBy: string;
  /** Null if somebody chose it. */
  lot: KeptLot | null;
}

interface Props {
  picked: PickedView;
  company: Company;
  targets: FilmTargets;
  /** Out of which films the next one is drawn. */
  filter: ShortlistFilter;
}

/** The film that was picked, above the list. */
export function PickedFilm({ picked: { film }, targets, filter }: Props) {
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
        <Another targets={targets} filter={filter} />
        <MarkForm film={film} targets={targets} />
        {targets.mayChange ? (
          <form method="post" action={`/api/dashboard/rooms/${targets.roomId}/unpick-film`}>
            <HiddenFields fields={{ returnTo: targets.returnTo }} />
            <Button look="bare">Take it back</Button>
          </form>
        ) : null}
      </div>
    </section>
  );
}

/** The same as a scene of its own, which opens by its address after a draw. It says why the film could be drawn. */
export function PickedScene({ picked, company, targets, filter }: Props) {
  const { film, lot, pickedBy } = picked;
  const isSolo = company.roomType === "solo";
  return (
    <FilmScene
      film={film}
      acts={<Another targets={targets} filter={filter} />}
      why={
        <>
          <FilmLights film={film} company={company} />{" "}
          {lot ? (
            pickText(lot, { ...lot, isSolo })
          ) : (
            <>
              Chosen by <Name>{pickedBy}</Name>.
            </>
          )}
        </>
      }
    />
  );
}

/** One film, and nothing else: the lights go down in both themes, the poster is the only light. */
export function FilmScene({
  film,
  why,
  acts,
}: {
  film: FilmName &
    Pick<ShortlistFilm, "posterUrl" | "linkUrl" | "durationMs" | "genres" | "rating">;
  why: ReactNode;
  acts: ReactNode;
}) {
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
            <p>{why}</p>
            <h2 id="picked-title">
              <Name>{title}</Name>
            </h2>
            <FilmFacts film={film} withYear />
            <EndsAt film={film} />
            <div className={styles.acts}>
              <OpenInPlex film={film} look="first" />
              {acts}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

/** Draws again, out of the same films. */
function Another({ targets, filter }: { targets: FilmTargets; filter: ShortlistFilter }) {
  if (!targets.mayChange) return null;
  return (
    <form method="post" action={`/api/dashboard/rooms/${targets.roomId}/pick-film`}>
      {[...shortlistParameters(filter)].map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <Button icon="rotate-cw">Another</Button>
    </form>
  );
}
