// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are laid out as blocks, which takes their roles away
// biome-ignore-all lint/a11y/useSemanticElements: the same

import checkStyles from "@/components/ui/check.module.css";
import { KeyTag } from "@/components/ui/key-tag";
import { Live } from "@/components/ui/live";
import liveStyles from "@/components/ui/live.module.css";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import screenStyles from "@/components/ui/screen.module.css";
import { SharedIcon } from "@/components/ui/shared-icon";
import { TimeUntil } from "@/components/ui/time";
import { shownText } from "@/lib/core/hidden-characters";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import { FoundBy } from "./found-by";
import type { KindColumn } from "./kinds/kind-pages";
import { pagesOf } from "./kinds/pages-of";
import { LastUse } from "./last-use";
import roomLineStyles from "./room-line.module.css";
import roomListStyles from "./room-list.module.css";
import { RoomListMenu } from "./room-list-menu";
import { TimeLeft } from "./room-list-time-left";
import timeLeftStyles from "./room-list-time-left.module.css";

/** A row of the list of rooms. Its check box is visible at every width, so that nobody has to guess that rooms can be selected. */
export function RoomListRow({
  room,
  columns,
  withSpace,
}: {
  room: RoomLine;
  columns: readonly KindColumn[];
  withSpace: boolean;
}) {
  return (
    <tr className={roomListStyles.row} role="row" data-row="">
      <Cell className={roomListStyles.cCheck}>
        <label className={checkStyles.check} data-selectable="">
          <input type="checkbox" name="room" value={room.id} form="bulk" />
          <span className="sr-only">
            Select <RoomName name={room.name} />
          </span>
        </label>
      </Cell>
      <Cell className={roomListStyles.cRoom}>
        <a className={roomLineStyles.room} href={`/rooms/${room.id}`} data-room="">
          <KeyTag name={room.name} gone={isGone(room)} />
          <div>
            <span className={roomLineStyles.name} dir="auto" title={shownText(room.name)}>
              <RoomName name={room.name} />
            </span>
            <Facts room={room} withSpace={withSpace} />
            {room.found ? (
              <span className={`${roomLineStyles.meta} ${roomListStyles.facts}`}>
                <span>
                  <FoundBy found={room.found} />
                </span>
              </span>
            ) : null}
          </div>
        </a>
      </Cell>
      {columns.map(({ title, className, cell }) => (
        <Cell key={title} className={className}>
          {cell(room)}
        </Cell>
      ))}
      <Cell className={roomListStyles.cLast}>
        {room.group === 0 ? <Live /> : <LastUsed room={room} />}
      </Cell>
      <Cell className={roomListStyles.cStay}>
        <Leaves room={room} />
      </Cell>
      <Cell className={roomListStyles.cMore}>
        <RoomListMenu room={room} isGone={isGone(room)} />
      </Cell>
    </tr>
  );
}

function isGone(room: RoomLine): boolean {
  return room.trashedAt !== null || room.isExpired;
}

function Cell({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    <td className={className} role="cell">
      {children}
    </td>
  );
}

function Facts({ room, withSpace }: { room: RoomLine; withSpace: boolean }) {
  const pages = pagesOf(room.kind);
  const [type, contents] = [pages.typeOf(room), pages.contents(room)];
  return (
    <span className={`${roomLineStyles.meta} ${roomListStyles.facts}`}>
      <span className={roomLineStyles.by}>
        <Name>{room.creatorName}</Name>
      </span>
      {withSpace ? (
        <span className={`${roomLineStyles.dotsep} ${roomLineStyles.kind}`}>
          <Name>{room.spaceName}</Name>
        </span>
      ) : null}
      {room.kindLabel ? <span className={roomLineStyles.dotsep}>{room.kindLabel}</span> : null}
      {type ? (
        <span className={`${roomLineStyles.dotsep} ${roomLineStyles.kind}`}>{type}</span>
      ) : null}
      {contents[0] ? (
        <span className={`${screenStyles.onPhone} ${roomLineStyles.dotsep}`}>{contents[0]}</span>
      ) : null}
      {room.hasPassword ? (
        <span title="Has a password">
          <SharedIcon name="key-round" />
          <span className="sr-only">has a password</span>
        </span>
      ) : null}
      {room.lockedAt ? (
        <span
          className={liveStyles.state}
          title={room.lockedByName ? `Locked by ${shownText(room.lockedByName)}` : undefined}
        >
          <SharedIcon name="lock" />
          Locked
        </span>
      ) : null}
    </span>
  );
}

function LastUsed({ room }: { room: RoomLine }) {
  if (room.isUsed) return <LastUse room={room} />;
  return <span className={roomListStyles.zero}>never used</span>;
}

function Leaves({ room }: { room: RoomLine }) {
  if (room.purgeAt) {
    return (
      <span className={timeLeftStyles.timeLeft}>
        <span>
          gone <TimeUntil at={room.purgeAt} />
        </span>
      </span>
    );
  }
  if (isGone(room)) return <span className={timeLeftStyles.timeLeft}>in the trash</span>;
  const stay = <TimeLeft since={room.touchedAt} until={room.expiresAt} isSoon={room.group === 1} />;
  if (room.group !== 0) return stay;
  return (
    <>
      <span className={screenStyles.onPhone}>
        <Live />
      </span>
      <span className={screenStyles.onlyDesk}>{stay}</span>
    </>
  );
}
