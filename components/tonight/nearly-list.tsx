import type { ReactNode } from "react";
import { Poster } from "@/components/ui/poster";
import { Section } from "@/components/ui/section";
import { numberText } from "@/lib/core/day-text";
import { filmTitle } from "@/lib/match/film-title";
import type { NearlyAgreed } from "@/lib/match/shortlist/nearly-agreed";
import type { Shortlist } from "@/lib/match/shortlist/shortlist";
import { type Company, likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import type { FilmTargets } from "./film-acts";
import { FilmTitle } from "./film-card";
import { FilmLights } from "./lights";
import styles from "./nearly-list.module.css";
import { haveText, PersonNames } from "./person-names";
import { countText } from "./shortlist-text";

const FILMS_SHOWN = 6;

/** The films that lack one like, and whose; after them the films of a unanimous room that one person stops. */
export function NearlyList({
  shortlist: { nearly, stopped, company },
  targets,
}: {
  shortlist: Shortlist;
  targets: FilmTargets | null;
}) {
  return (
    <>
      {nearly.length > 0 ? (
        <Section
          title={nearlyTitle(nearly, company)}
          note={`One more yes puts it on the list.${newestText(nearly.length)}`}
        >
          <ul className={styles.list}>
            {nearly.slice(0, FILMS_SHOWN).map(({ film, waitingFor }) => (
              <Row key={film.mediaId} film={film} company={company} targets={targets}>
                <PersonNames names={likersHere(film, company)} company={company} isFirst /> said
                yes.{" "}
                <b>
                  <PersonNames names={waitingFor} company={company} isFirst />{" "}
                  {haveText(waitingFor, company)} yet to say.
                </b>
              </Row>
            ))}
          </ul>
        </Section>
      ) : null}
      {stopped.length > 0 ? (
        <Section
          title="Stopped by one"
          note={`One person said no, and can still say yes.${newestText(stopped.length)}`}
        >
          <ul className={styles.list}>
            {stopped.slice(0, FILMS_SHOWN).map(({ film, stoppedBy }) => (
              <Row key={film.mediaId} film={film} company={company} targets={targets}>
                <PersonNames names={[stoppedBy]} company={company} isFirst /> said no.
              </Row>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

/** "Nearly agreed"; if two people are here and all of it waits for the same one, "Waiting for Sam". */
function nearlyTitle(nearly: readonly NearlyAgreed[], company: Company): ReactNode {
  const names = new Set(nearly.flatMap(({ waitingFor }) => waitingFor));
  if (company.isNameless || company.here.size !== 2 || names.size !== 1) return "Nearly agreed";
  return (
    <>
      Waiting for <PersonNames names={[...names]} company={company} />
    </>
  );
}

function newestText(films: number): string {
  if (films <= FILMS_SHOWN) return "";
  return ` ${countText(films, "film", "films")}; these are the newest ${numberText(FILMS_SHOWN)}.`;
}

function Row({
  film,
  company,
  targets,
  children,
}: {
  film: ShortlistFilm;
  company: Company;
  targets: FilmTargets | null;
  children: ReactNode;
}) {
  const title = filmTitle(film);
  return (
    <li>
      <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      <div>
        <h3>
          <FilmTitle title={title} href={targets?.sheetOf(film.mediaId)} />{" "}
          {film.year ? <small>{film.year}</small> : null}
        </h3>
        <p>{children}</p>
      </div>
      <FilmLights film={film} company={company} />
    </li>
  );
}
