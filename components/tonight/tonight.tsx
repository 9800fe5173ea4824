import { LIMITS } from "@/lib/core/limits";
import type { Shortlist } from "@/lib/match/shortlist/shortlist";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { type ShortlistFilter, shortlistAddress } from "@/lib/match/shortlist/shortlist-filter";
import type { FilmTargets } from "./film-acts";
import { FilmSheet } from "./film-sheet";
import { GroupLinkDialogs, type GroupLinkView } from "./group-link-dialogs";
import { NothingToWatch } from "./nothing-to-watch";
import { PickedFilm, PickedScene, type PickedView } from "./picked-film";
import { Shelves, WatchedFilms } from "./shelves";
import type { Sofa } from "./shortlist-text";
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
  filmsRated: number;
  filter: ShortlistFilter;
  shortlist: Shortlist;
  /** How many films with likes the room has. */
  total: number;
  picked: PickedView | null;
  /** The film whose sheet the address asks for. */
  asked: ShortlistFilm | null;
  /** The link for the group, if the address asks for it and the viewer may change it. */
  groupLink: GroupLinkView | null;
}

/** The shortlist of a room: who is here, the film of the evening, the films agreed on, those nearly agreed on, and the watched ones. */
export function Tonight({ view }: { view: TonightView }) {
  const { path, roomType, people, filter, shortlist, picked } = view;
  const { shelves, watched, company, genres } = shortlist;
  const isSolo = roomType === "solo";
  const { size: here } = company.here;
  const sofa: Sofa = { here, isEverybody: here === people.length, isSolo };
  const list = shortlistAddress(path, filter);
  const targets: FilmTargets = {
    roomId: view.roomId,
    returnTo: list,
    mayChange: view.mayChange,
    picked: picked?.film.mediaId ?? null,
    sheetOf: (mediaId) => `${shortlistAddress(path, filter, { film: mediaId })}#film`,
  };
  const isNarrowed = list !== path;
  const isAgreed = shelves.length > 0 || watched.length > 0;
  const draws = shelves.length > 0 && view.mayChange;
  const shown = picked && { picked, company, targets, filter };
  return (
    <>
      {shown ? <PickedFilm {...shown} /> : null}
      {isAgreed || isNarrowed ? (
        <WhoIsHere
          {...{ address: path, people, filter, genres, isSolo }}
          draw={draws ? { roomId: view.roomId, isPicked: picked !== null } : null}
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
      <Shelves {...{ shortlist, sofa, targets }} />
      <WatchedFilms {...{ shortlist, targets }} />
      {view.total > LIMITS.shortlistFilmsMax ? (
        <p className={styles.more}>
          This room has more films than fit here. The {LIMITS.shortlistFilmsMax} with the most likes
          are shown.
        </p>
      ) : null}
      {shown ? <PickedScene {...shown} /> : null}
      {view.groupLink ? <GroupLinkDialogs view={view.groupLink} /> : null}
      {view.asked ? <FilmSheet film={view.asked} {...{ company, targets }} /> : null}
    </>
  );
}
