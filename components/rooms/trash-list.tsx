import { ButtonLink, FormButton } from "@/components/ui/button";
import { KeyTag } from "@/components/ui/key-tag";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { AbsoluteTime, TimeAgo } from "@/components/ui/time";
import { span, zonedTime } from "@/components/ui/time-text";
import type { TrashItem } from "@/lib/rooms/list-trash";
import { refuseRoomAction } from "@/lib/rooms/room-policy";
import { statusOfRoom } from "@/lib/rooms/room-record";
import type { TrashView } from "@/lib/web/pages/load-trash";
import { pagesOf } from "./kinds/pages-of";
import roomLineStyles from "./room-line.module.css";
import styles from "./trash-list.module.css";
import { TrashWhy } from "./trash-why";

const SOON_MS = 3 * 86_400_000;
const TODAY_MS = 86_400_000;

/** The rooms in the trash: why each is there, when it is deleted for good, and its two actions. */
export function TrashList({ trash }: { trash: TrashView }) {
  return (
    <>
      <div className={styles.listhead} aria-hidden="true">
        <span>Room</span>
        <span>Why it is here</span>
        <span>For good</span>
        <span />
      </div>
      <ul className={styles.trash}>
        {trash.items.map((room) => (
          <TrashRow key={room.id} room={room} trash={trash} />
        ))}
      </ul>
    </>
  );
}

function TrashRow({ room, trash: { now, viewer } }: { room: TrashItem; trash: TrashView }) {
  const left = room.purgeDueAt.getTime() - now.getTime();
  return (
    <li>
      <span className={roomLineStyles.room}>
        <KeyTag name={room.name} />
        <div>
          <a className={roomLineStyles.name} href={`/rooms/${room.id}`}>
            <RoomName name={room.name} />
          </a>
          <span className={roomLineStyles.meta}>
            <span>
              <Name>{room.creatorName}</Name>
              {[room.kindLabel, room.isUsed ? pagesOf(room.kind).contents(room)[0] : "never used"]
                .map((text) => (text ? `, ${text}` : ""))
                .join("")}
            </span>
          </span>
        </div>
      </span>
      <span className={styles.why}>
        <TrashWhy room={room} status={statusOfRoom(room, now)} viewerId={viewer.id} />{" "}
        <span className={`text-ink-3 ${styles.faint}`}>
          {now.getTime() - room.closedAt.getTime() < TODAY_MS ? (
            <TimeAgo at={room.closedAt} />
          ) : (
            <AbsoluteTime at={room.closedAt} as="short" />
          )}
        </span>
      </span>
      <span className={left < SOON_MS ? `${styles.when} ${styles.isSoon}` : styles.when}>
        <time dateTime={room.purgeDueAt.toISOString()} title={zonedTime(room.purgeDueAt)}>
          gone in {left > 0 ? (span(left) ?? "a moment") : "a moment"}
        </time>
      </span>
      <span className={styles.end}>
        <TrashActions room={room} actor={viewer.actor} />
      </span>
    </li>
  );
}

function TrashActions({ room, actor }: { room: TrashItem; actor: TrashView["viewer"]["actor"] }) {
  if (refuseRoomAction(actor, "restore", room)) return <span className="text-ink-3">Locked</span>;
  return (
    <>
      {room.nameTakenBy ? (
        <ButtonLink look="soft" href={`#taken-${room.id}`}>
          Name taken
        </ButtonLink>
      ) : (
        <FormButton
          look="soft"
          icon="undo-2"
          action={`/api/dashboard/rooms/${room.id}/restore`}
          fields={{ returnTo: "/trash" }}
        >
          Restore
          <span className="sr-only">
            {" "}
            <RoomName name={room.name} />
          </span>
        </FormButton>
      )}
      <ButtonLink look="bare" square icon="trash" href={`#purge-${room.id}`}>
        Delete <RoomName name={room.name} /> for good
      </ButtonLink>
    </>
  );
}
