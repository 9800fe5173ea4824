import { NameList } from "@/components/matches/name-list";
import { MarkForm, OpenInPlex, TrailerLink } from "@/components/tonight/film-acts";
import { WatchedNote } from "@/components/tonight/film-card";
import { EndsAt, FilmFacts } from "@/components/tonight/film-facts";
import sheetStyles from "@/components/tonight/film-sheet.module.css";
import { ButtonLink } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import dialogStyles from "@/components/ui/dialog.module.css";
import { KeyTag } from "@/components/ui/key-tag";
import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import { Poster } from "@/components/ui/poster";
import { RoomName } from "@/components/ui/room-name";
import { AbsoluteTime } from "@/components/ui/time";
import type { AgreedFilm, Agreement } from "@/lib/match/agreed/agreed-film";
import { filmTitle } from "@/lib/match/film-title";
import styles from "./agreed-sheet.module.css";

const NAMED_MAX = 6;

/** Everything about one film, as a dialog that opens by its address: what it is about, and which rooms agreed on it. */
export function AgreedSheet({
  film,
  returnTo,
  mayMark,
}: {
  film: AgreedFilm;
  returnTo: string;
  mayMark: (room: Agreement) => boolean;
}) {
  const title = filmTitle(film);
  return (
    <div className={`${dialogStyles.scrim} ${dialogStyles.isTarget}`} id="film" data-dialog="">
      <div
        className={`${dialogStyles.sheet} ${sheetStyles.sheet}`}
        role="dialog"
        aria-modal="true"
        aria-labelledby="film-title"
        tabIndex={-1}
      >
        <div className={sheetStyles.close}>
          <ButtonLink href="#main" look="bare" icon="x" square closes>
            Close
          </ButtonLink>
        </div>
        <div className={sheetStyles.top}>
          <Poster title={title} genres={film.genres} imageUrl={film.posterUrl} isBlank />
          <div>
            <h2 id="film-title">
              <Name>{title}</Name> {film.year ? <small>{film.year}</small> : null}
            </h2>
            <FilmFacts film={film} />
            <EndsAt film={film} />
            {film.isSeen && !film.watched ? <WatchedNote film={film} /> : null}
          </div>
        </div>
        {film.summary ? (
          <p className={sheetStyles.summary}>
            <Name hasLines>{film.summary}</Name>
          </p>
        ) : null}
        <ul className={styles.rooms} aria-label="Rooms that agreed on it">
          {film.agreements.map((room) => (
            <Room key={room.roomId} room={room} returnTo={returnTo} mayMark={mayMark(room)} />
          ))}
        </ul>
        <div className={`${buttonStyles.btns} ${dialogStyles.end}`}>
          <TrailerLink film={film} />
          <OpenInPlex film={film} look="first" />
        </div>
      </div>
    </div>
  );
}

function Room({
  room,
  returnTo,
  mayMark,
}: {
  room: Agreement;
  returnTo: string;
  mayMark: boolean;
}) {
  const { roomId, roomName, isOpen, likers, matchedAtMs } = room;
  const targets = {
    ...{ roomId, returnTo, mayChange: mayMark && isOpen, picked: null },
    sheetOf: () => returnTo,
  };
  return (
    <li>
      <KeyTag name={roomName} size="small" gone={!isOpen} />
      <div>
        <a className={linkStyles.link} href={`/rooms/${roomId}`}>
          <RoomName name={roomName} />
        </a>
        <p>
          <NameList
            names={likers.slice(0, NAMED_MAX)}
            more={Math.max(0, likers.length - NAMED_MAX)}
          />
          , <AbsoluteTime at={matchedAtMs} as="short" />
          {isOpen ? "" : ". The room is in the trash."}
        </p>
        <WatchedNote film={{ ...room, isSeen: false }} />
      </div>
      <MarkForm film={room} targets={targets} />
    </li>
  );
}
