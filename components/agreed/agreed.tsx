import { FilmScene } from "@/components/tonight/picked-film";
import { countWords } from "@/components/tonight/shortlist-text";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Segmented } from "@/components/ui/segmented";
import { absoluteTime } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { momentOf } from "@/lib/core/moment";
import { isTooLong, TOO_LONG_TEXT } from "@/lib/core/search-text";
import type { AgreedFilm, Agreement } from "@/lib/match/agreed/agreed-film";
import type { AgreedFilter, AgreedList } from "@/lib/match/agreed/agreed-list";
import styles from "./agreed.module.css";
import { AgreedFilters } from "./agreed-filters";
import { AgreedSheet } from "./agreed-sheet";
import { AgreedMonths, MoreThanOnce } from "./agreed-shelves";

/** What the page of everything agreed on shows. */
export interface AgreedView {
  isAdmin: boolean;
  whose: "mine" | "everyone";
  /** Whose films the page shows without a choice. */
  byDefault: "mine" | "everyone";
  filter: AgreedFilter;
  /** Counts of all films, before the filter; `sinceMs` is the earliest agreement. */
  counts: { films: number; rooms: number; watched: number; sinceMs: number | null };
  /** The names of the rooms, and the genres, that one can choose. */
  rooms: readonly string[];
  genres: readonly string[];
  list: AgreedList;
  /** How many films of the list nobody has watched. */
  toDraw: number;
  drawn: { film: AgreedFilm; outOf: number } | null;
  /** A random number for the next draw, as text. */
  nextDraw: string;
  /** The film whose sheet the address asks for. */
  asked: AgreedFilm | null;
  /** Whether more was agreed on than is read. */
  isCut: boolean;
  mayMark(room: Agreement): boolean;
}

/** Everything that was agreed on in the viewer's rooms: films of several rooms first, then by month. One can be drawn. */
export function Agreed({ view }: { view: AgreedView }) {
  const { counts, filter, list, toDraw, drawn, nextDraw, asked } = view;
  if (counts.films === 0) return <NothingAgreed view={view} />;
  const whose: Record<string, string> = view.whose === view.byDefault ? {} : { whose: view.whose };
  const address = (more: Record<string, string> = {}) =>
    agreedAddress({ ...whose, ...filter, ...more });
  const sheetOf = (film: AgreedFilm) => `${address({ film: film.key })}#film`;
  const isEmpty = list.moreThanOnce.length + list.months.length === 0;
  return (
    <>
      <PageHead
        title="Agreed"
        lead={<Lead counts={counts} />}
        actions={view.isAdmin ? <Whose view={view} /> : null}
      />
      <AgreedFilters view={view} hidden={whose} />
      {isEmpty ? (
        <EmptyState
          art="missing"
          title="No film agreed on fits."
          actions={<ButtonLink href={agreedAddress(whose)}>Show all</ButtonLink>}
        >
          {isTooLong(filter.q) ? TOO_LONG_TEXT : "Choose another word, room, length or genre."}
        </EmptyState>
      ) : null}
      <MoreThanOnce films={list.moreThanOnce} sheetOf={sheetOf} />
      <AgreedMonths months={list.months} sheetOf={sheetOf} />
      {view.isCut ? (
        <p className={styles.more}>
          The newest {LIMITS.agreementsMax.toLocaleString("en-US")} agreements are shown.
        </p>
      ) : null}
      {drawn ? (
        <FilmScene
          film={drawn.film}
          why={drawText(drawn.outOf)}
          acts={
            toDraw > 1 ? (
              <ButtonLink
                href={`${address({ draw: nextDraw, last: drawn.film.key })}#picked`}
                icon="rotate-cw"
              >
                Another
              </ButtonLink>
            ) : null
          }
        />
      ) : null}
      {asked ? <AgreedSheet film={asked} returnTo={address()} mayMark={view.mayMark} /> : null}
    </>
  );
}

/** The address of the list with these parameters; empty ones are left out. */
export function agreedAddress(parameters: Record<string, string>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== "");
  return given.length > 0 ? `/agreed?${new URLSearchParams(given)}` : "/agreed";
}

/** "84 films in five rooms since March. 23 are watched, 61 are not." */
function Lead({ counts: { films, rooms, watched, sinceMs } }: { counts: AgreedView["counts"] }) {
  const since = sinceMs !== null ? ` since ${sinceText(sinceMs)}` : "";
  return (
    <>
      <b>{counted(films, "film")}</b> in {countWords(rooms, "room", "rooms")}
      {since}. {watched === 0 ? "None is watched yet." : null}
      {watched === films ? "All are watched." : null}
      {watched > 0 && watched < films ? (
        <>
          {watched.toLocaleString("en-US")} {watched === 1 ? "is" : "are"} watched,{" "}
          <b>
            {(films - watched).toLocaleString("en-US")} {films - watched === 1 ? "is" : "are"} not
          </b>
          .
        </>
      ) : null}
    </>
  );
}

/** "March"; in another year "March 2025". */
function sinceText(atMs: number): string {
  const month = absoluteTime(momentOf(atMs), "month");
  const year = absoluteTime(momentOf(atMs), "year");
  return year === absoluteTime(now(), "year") ? month : `${month} ${year}`;
}

function Whose({ view: { whose, byDefault } }: { view: AgreedView }) {
  const views = { mine: "Mine", everyone: "Everyone" } as const;
  return (
    <Segmented
      label="Whose rooms"
      segments={Object.entries(views).map(([name, label]) => ({
        href: agreedAddress(name === byDefault ? {} : { whose: name }),
        label,
        current: name === whose,
      }))}
    />
  );
}

function NothingAgreed({ view }: { view: AgreedView }) {
  return (
    <>
      <PageHead title="Agreed" actions={view.isAdmin ? <Whose view={view} /> : null} />
      <EmptyState
        art="hooks"
        title="Nothing agreed on yet."
        actions={
          <ButtonLink look="first" href="/rooms">
            Go to the rooms
          </ButtonLink>
        }
      >
        Every film that the people of a room agree on stands here, as long as the room is kept.
      </EmptyState>
    </>
  );
}

/** Why a film could be drawn. */
export function drawText(outOf: number): string {
  if (outOf === 1) return "The only film that nobody has watched.";
  const films = countWords(outOf, "film", "films");
  return `By lot, out of ${films} that nobody has watched. Each yes is one more chance.`;
}
