import { Brand } from "@/components/shell/brand";
import pageStyles from "@/components/shell/page.module.css";
import { Name } from "@/components/ui/name";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { Poster } from "@/components/ui/poster";
import { numberText } from "@/lib/core/day-text";
import { LIMITS } from "@/lib/core/limits";
import { filmTitle } from "@/lib/match/film-title";
import type { Shortlist } from "@/lib/match/shortlist/shortlist";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { type ShortlistFilter, shortlistParameters } from "@/lib/match/shortlist/shortlist-filter";
import { FilmFacts } from "./film-facts";
import styles from "./guest-list.module.css";
import { GuestNews } from "./guest-news";
import { NothingToWatch } from "./nothing-to-watch";
import pickedStyles from "./picked-film.module.css";
import { Shelves, WatchedFilms } from "./shelves";
import type { Sofa } from "./shortlist-text";
import { WhoIsHere } from "./who-is-here";

/** What the page of a link shows. It has nothing of the room but its films, and of its people first names or only numbers. */
export interface GuestView {
  /** The path of the page. */
  path: string;
  /** The path that says whether the list has changed, and what the list is known by. */
  newsPath: string;
  tag: string;
  roomType: string;
  people: readonly string[];
  showsNames: boolean;
  filmsRated: number;
  filter: ShortlistFilter;
  shortlist: Shortlist;
  /** The film of the evening, or null. */
  picked: ShortlistFilm | null;
  /** How many films with likes the room has. */
  total: number;
}

/** The shortlist of a room for people who have the link and no account. They can look and filter; nothing can be changed. */
export function GuestList({ view }: { view: GuestView }) {
  const { path, roomType, people, filter, shortlist } = view;
  const { shelves, watched, company, genres } = shortlist;
  const isSolo = roomType === "solo";
  const { size: here } = company.here;
  const sofa: Sofa = { here, isEverybody: here === people.length, isSolo };
  const isNarrowed = shortlistParameters(filter).size > 0;
  return (
    <>
      <header className={styles.top}>
        <Brand />
        <GuestNews path={view.newsPath} tag={view.tag} everyMs={LIMITS.guestLookMs} />
      </header>
      <main className={`${pageStyles.page} ${styles.page}`} id="main" tabIndex={-1}>
        <h1>What to watch tonight</h1>
        <p className={`${pageHeadStyles.lead} ${styles.lead}`}>{leadText(people.length, isSolo)}</p>
        {view.picked ? <GuestPick film={view.picked} /> : null}
        {shelves.length > 0 || watched.length > 0 || isNarrowed ? (
          <WhoIsHere
            {...{ address: path, filter, genres, isSolo }}
            people={view.showsNames ? people : []}
            draw={null}
          />
        ) : null}
        {shelves.length > 0 ? null : (
          <NothingToWatch
            path={path}
            soFar={{
              ...{ roomType, isNarrowed, filmsRated: view.filmsRated, people: people.length },
              isAllWatched: watched.length > 0,
            }}
          />
        )}
        <Shelves {...{ shortlist, sofa }} targets={null} />
        <WatchedFilms shortlist={shortlist} targets={null} />
        {view.total > LIMITS.shortlistFilmsMax ? (
          <p className={styles.note}>
            There are more films than fit here. The {LIMITS.shortlistFilmsMax} with the most likes
            are shown.
          </p>
        ) : null}
        <footer className={styles.note}>
          Whoever has this link sees this list and nothing else: no accounts and no history.
        </footer>
      </main>
    </>
  );
}

/** The film of the evening. When it ends depends on the clock of the guest, which nobody asks for. */
function GuestPick({ film }: { film: ShortlistFilm }) {
  const title = filmTitle(film);
  return (
    <section className={pickedStyles.picked} aria-label="Tonight">
      <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
      <div>
        <p className={pickedStyles.why}>Tonight</p>
        <h2>
          <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
        </h2>
        <FilmFacts film={film} />
      </div>
    </section>
  );
}

function leadText(people: number, isSolo: boolean): string {
  const who = people < 2 ? "What is agreed on" : `What the ${numberText(people)} of you agree on`;
  const what = isSolo ? "What is on your lists" : who;
  return `${what}, best first. You can look and filter; the list changes by itself while people rate.`;
}
