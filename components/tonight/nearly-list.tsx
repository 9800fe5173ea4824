import type { ReactNode } from "react";
import { NameList } from "@/components/matches/name-list";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { Section } from "@/components/ui/section";
import { filmTitle } from "@/lib/match/film-title";
import type { Shortlist } from "@/lib/match/shortlist/shortlist";
import { likersHere, type ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import styles from "./nearly-list.module.css";

const FILMS_SHOWN = 6;
const NAMED_MAX = 4;

/** The films that lack one like, and whose; after them the films of a unanimous room that one person stops. */
export function NearlyList({ shortlist: { nearly, stopped, company } }: { shortlist: Shortlist }) {
  return (
    <>
      {nearly.length > 0 ? (
        <Section title="Nearly agreed" note="One more yes puts it on the list.">
          <ul className={styles.list}>
            {nearly.slice(0, FILMS_SHOWN).map(({ film, waitingFor }) => (
              <Row key={film.mediaId} film={film}>
                <Names names={likersHere(film, company)} /> said yes.{" "}
                <b>
                  <Names names={waitingFor} /> {waitingFor.length === 1 ? "has" : "have"} yet to
                  say.
                </b>
              </Row>
            ))}
          </ul>
        </Section>
      ) : null}
      {stopped.length > 0 ? (
        <Section title="Stopped by one" note="One person said no, and can still say yes.">
          <ul className={styles.list}>
            {stopped.slice(0, FILMS_SHOWN).map(({ film, stoppedBy }) => (
              <Row key={film.mediaId} film={film}>
                <Name>{stoppedBy}</Name> said no.
              </Row>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

function Row({ film, children }: { film: ShortlistFilm; children: ReactNode }) {
  const title = filmTitle(film);
  return (
    <li>
      <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      <div>
        <h3>
          <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
        </h3>
        <p>{children}</p>
      </div>
    </li>
  );
}

function Names({ names }: { names: readonly string[] }) {
  const more = Math.max(0, names.length - NAMED_MAX);
  return <NameList names={names.slice(0, NAMED_MAX)} more={more} />;
}
