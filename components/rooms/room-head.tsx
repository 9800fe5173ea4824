import { answerNews } from "@/components/live/answer-text";
import { LiveLine, LiveLost } from "@/components/live/live-line";
import { FormButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { KeyTag } from "@/components/ui/key-tag";
import liveStyles from "@/components/ui/live.module.css";
import { Name } from "@/components/ui/name";
import { Crumb } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { RoomName } from "@/components/ui/room-name";
import screenStyles from "@/components/ui/screen.module.css";
import { span } from "@/components/ui/time-text";
import { viewerZone } from "@/components/ui/viewer-zone";
import { counted } from "@/lib/core/counted";
import { LIVE_MINUTES } from "@/lib/rooms/rooms-where";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { pagesOf } from "./kinds/pages-of";
import { LastUse } from "./last-use";
import styles from "./room-head.module.css";
import { RoomMenu } from "./room-menu";

const LONG_NAME_UNITS = 40;

/** The head of every page of a room: its key tag, its name, its use, and its actions. */
export function RoomHead({ visit }: { visit: RoomVisit }) {
  const { room, status } = visit;
  const isOpen = status === "open";
  return (
    <>
      <div className={styles.crumb}>
        <Crumb href={isOpen ? "/rooms" : "/trash"} label={isOpen ? "Rooms" : "Trash"} />
      </div>
      <header className={styles.rhead}>
        <KeyTag name={room.name} gone={!isOpen} />
        <div>
          <h1 className={room.name.length > LONG_NAME_UNITS ? styles.isLong : undefined} dir="auto">
            <RoomName name={room.name} />
          </h1>
          <p>
            <Use visit={visit} />
            <span className={visit.isOwner ? screenStyles.onlyDesk : undefined}>
              {whatItIs(visit)} of <Name>{room.creatorName}</Name>
            </span>
          </p>
        </div>
        <div className={pageHeadStyles.acts}>
          <RestoreButton visit={visit} />
          {pagesOf(room.kind).acts(visit)}
          <RoomMenu visit={visit} />
        </div>
      </header>
    </>
  );
}

/** "Standard room"; if several kinds are served, "Film room, standard". */
function whatItIs({ room, kindLabel }: RoomVisit): string {
  const type = pagesOf(room.kind).typeOf(room);
  if (kindLabel === null) return type ? `${type} room` : "Room";
  return type ? `${kindLabel}, ${type.toLowerCase()},` : kindLabel;
}

function Use({ visit: { room, facts, inUse, status } }: { visit: RoomVisit }) {
  if (status !== "open") {
    return (
      <span className={liveStyles.state}>
        <Icon name="trash" />
        In the trash
      </span>
    );
  }
  const { lease, newestAnswer } = facts;
  const { words } = pagesOf(room.kind);
  const line = { news: newestAnswer && answerNews(newestAnswer), timeZone: viewerZone() };
  if (lease?.live && lease.connections > 0) {
    return (
      <LiveLine {...line}>
        Live, {counted(lease.connections, "person", "people")} connected
      </LiveLine>
    );
  }
  if (inUse) {
    const usedMsAgo = facts.now.getTime() - room.lastActivityAt.getTime();
    const wasJustUsed =
      room.isUsed && !room.ratedBeforeOpening && usedMsAgo < LIVE_MINUTES * 60_000;
    const msAgo = wasJustUsed ? usedMsAgo : facts.now.getTime() - room.touchedAt.getTime();
    return (
      <LiveLine {...line}>
        Live, {wasJustUsed ? words.lastUse : "saved"} {span(msAgo) ?? "a moment"} ago
      </LiveLine>
    );
  }
  return (
    <>
      <span className={liveStyles.state}>
        <Icon name="moon" />
        {room.isUsed ? (
          <span>
            Quiet, {words.lastUsed} <LastUse room={room} />
          </span>
        ) : (
          "Never used"
        )}
      </span>
      <LiveLost timeZone={line.timeZone} />
    </>
  );
}

function RestoreButton({ visit: { room, status, facts, mayChange } }: { visit: RoomVisit }) {
  if (!mayChange || status === "open" || facts.nameTakenBy) return null;
  return (
    <FormButton
      look="first"
      icon="undo-2"
      action={`/api/dashboard/rooms/${room.id}/restore`}
      fields={{ returnTo: `/rooms/${room.id}` }}
    >
      Restore
    </FormButton>
  );
}
