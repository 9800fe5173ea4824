import { NameList } from "@/components/matches/name-list";
import { MarkForm, OpenInPlex, TrailerLink } from "@/components/tonight/film-acts";
import { WatchedNote } from "@/components/tonight/film-card";
import { FilmSheetFrame } from "@/components/tonight/film-sheet-frame";
import { KeyTag } from "@/components/ui/key-tag";
import linkStyles from "@/components/ui/link.module.css";
import { RoomName } from "@/components/ui/room-name";
import { AbsoluteTime } from "@/components/ui/time";
import type { AgreedFilm, Agreement } from "@/lib/match/agreed/agreed-film";
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
  return (
    <FilmSheetFrame
      film={film}
      note={film.isSeen && !film.watched ? <WatchedNote film={film} /> : null}
      acts={
        <>
          <TrailerLink film={film} />
          <OpenInPlex film={film} look="first" />
        </>
      }
    >
      <ul className={styles.rooms} aria-label="Rooms that agreed on it">
        {film.agreements.map((room) => (
          <Room key={room.roomId} room={room} returnTo={returnTo} mayMark={mayMark(room)} />
        ))}
      </ul>
    </FilmSheetFrame>
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
