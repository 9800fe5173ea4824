import { Section } from "@/components/ui/section";
import { LIMITS } from "@/lib/core/limits";
import { numberWord } from "@/lib/core/number-word";
import { agreementText } from "@/lib/match/room-text";
import type { PickedFilm as Picked } from "@/lib/match/shortlist/pick-film";
import type { Shortlist } from "@/lib/match/shortlist/shortlist";
import { type ShortlistFilter, shortlistParameters } from "@/lib/match/shortlist/shortlist-filter";
import { FilmCard, type FilmForms } from "./film-card";
import { FilmShelf } from "./film-shelf";
import shelfStyles from "./film-shelf.module.css";
import { NearlyList } from "./nearly-list";
import { PickedFilm } from "./picked-film";
import styles from "./tonight.module.css";
import { WhoIsHere } from "./who-is-here";

/** What the shortlist page of a room shows. */
export interface TonightView {
  /** The path of the page. */
  path: string;
  roomId: string;
  roomType: string;
  mayChange: boolean;
  people: readonly string[];
  filter: ShortlistFilter;
  shortlist: Shortlist;
  /** How many films with likes the room has. */
  total: number;
  picked: Picked | null;
  /** A random number for the next draw, as text. */
  nextDraw: string;
}

/** The shortlist of a room: who is here, the film that was drawn, the films agreed on, those nearly agreed on, and the watched ones. */
export function Tonight({ view }: { view: TonightView }) {
  const { path, roomId, roomType, people, filter, shortlist, picked, nextDraw } = view;
  const { shelves, watched, company, genres } = shortlist;
  const sofa = { here: company.here.size, isEverybody: company.here.size === people.length };
  const list = addressOf(path, filter);
  const forms: FilmForms = { roomId, returnTo: list, mayChange: view.mayChange };
  const hasFilms = shelves.length > 0;
  return (
    <>
      <WhoIsHere
        {...{ address: path, people, filter, genres }}
        draw={hasFilms ? nextDraw : null}
        isSolo={roomType === "solo"}
      />
      {picked ? (
        <PickedFilm
          {...{ picked, sofa, forms }}
          back={list}
          another={addressOf(path, filter, { draw: nextDraw, last: picked.film.mediaId })}
        />
      ) : null}
      {hasFilms ? null : <NothingToWatch roomType={roomType} isNarrowed={list !== path} />}
      {shelves.map((shelf) => (
        <FilmShelf key={shelf.missing} {...{ shelf, company, sofa, forms }} />
      ))}
      <NearlyList shortlist={shortlist} />
      {watched.length > 0 ? (
        <Section title="Watched" note="Out of the draw. They stay agreed on.">
          <details className={styles.rest}>
            <summary>
              {numberWord(watched.length)} {watched.length === 1 ? "film" : "films"}
            </summary>
            <ul className={`${shelfStyles.shelf} ${shelfStyles.small}`}>
              {watched.map((film) => (
                <FilmCard key={film.mediaId} film={film} company={company} forms={forms} />
              ))}
            </ul>
          </details>
        </Section>
      ) : null}
      {view.total > LIMITS.shortlistFilmsMax ? (
        <p className={styles.more}>
          This room has more films than fit here. The {LIMITS.shortlistFilmsMax} with the most likes
          are shown.
        </p>
      ) : null}
    </>
  );
}

function NothingToWatch({ roomType, isNarrowed }: { roomType: string; isNarrowed: boolean }) {
  return (
    <p className={styles.none}>
      {isNarrowed
        ? "No film agreed on fits. Choose other people, another length or another genre."
        : `Nothing is agreed on yet. ${agreementText(roomType)}.`}
    </p>
  );
}

function addressOf(path: string, filter: ShortlistFilter, more: Record<string, string> = {}) {
  const parameters = shortlistParameters(filter);
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
