// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are laid out as blocks, which takes their roles away
// biome-ignore-all lint/a11y/useSemanticElements: the same

import { ListIcon } from "@/components/ui/icon";
import { KeyTag } from "@/components/ui/key-tag";
import { Live } from "@/components/ui/live";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { TimeAgo, TimeUntil } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import { roomTypeText } from "@/lib/match/room-text";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import { FoundBy } from "./found-by";
import { RegisterMenu } from "./register-menu";
import { Stay } from "./register-stay";
import { WeekBars } from "./week-bars";

/** A line of the register. Its check box is visible at every width, so that nobody has to guess that rooms can be selected. */
export function RegisterRow({ room, withSpace }: { room: RoomLine; withSpace: boolean }) {
  return (
    <tr className="row" role="row">
      <Cell className="c-check">
        <label className="check">
          <input type="checkbox" name="room" value={room.id} form="bulk" />
          <span className="vh">
            Select <RoomName name={room.name} />
          </span>
        </label>
      </Cell>
      <Cell className="c-room">
        <a className="room" href={`/rooms/${room.id}`}>
          <KeyTag name={room.name} gone={isGone(room)} />
          <div>
            <span className="name" dir="auto" title={shownText(room.name)}>
              <RoomName name={room.name} />
            </span>
            <Facts room={room} withSpace={withSpace} />
            {room.found ? (
              <span className="meta">
                <span>
                  <FoundBy found={room.found} />
                </span>
              </span>
            ) : null}
          </div>
        </a>
      </Cell>
      <Cell className="c-weeks">
        <WeekBars weeks={room.weeks} />
      </Cell>
      <Cell className="num c-people">
        <Count value={room.people} />
      </Cell>
      <Cell className="num c-ratings">
        <Count value={room.ratings} />
      </Cell>
      <Cell className="num c-matches">
        <Count value={room.matches} />
      </Cell>
      <Cell className="c-last">{room.group === 0 ? <Live /> : <LastRating room={room} />}</Cell>
      <Cell className="c-stay">
        <Leaves room={room} />
      </Cell>
      <Cell className="c-more">
        <RegisterMenu room={room} isGone={isGone(room)} />
      </Cell>
    </tr>
  );
}

function isGone(room: RoomLine): boolean {
  return room.trashedAt !== null || room.isExpired;
}

function Cell({ className, children }: { className: string; children: React.ReactNode }) {
  return (
    <td className={className} role="cell">
      {children}
    </td>
  );
}

function Count({ value }: { value: number }) {
  return value === 0 ? <span className="zero">0</span> : value.toLocaleString("en-US");
}

function Facts({ room, withSpace }: { room: RoomLine; withSpace: boolean }) {
  return (
    <span className="meta">
      <span className="by">
        <Name>{room.creatorName}</Name>
      </span>
      {withSpace ? (
        <span className="dotsep kind">
          <Name>{room.spaceName}</Name>
        </span>
      ) : null}
      <span className="dotsep kind">{roomTypeText(room.roomType)}</span>
      <span className="on-phone dotsep">{counted(room.matches, "match", "matches")}</span>
      {room.hasPassword ? (
        <span title="Has a password">
          <ListIcon name="key-round" />
          <span className="vh">has a password</span>
        </span>
      ) : null}
      {room.lockedAt ? (
        <span
          className="state"
          title={room.lockedByName ? `Locked by ${shownText(room.lockedByName)}` : undefined}
        >
          <ListIcon name="lock" />
          Locked
        </span>
      ) : null}
    </span>
  );
}

function LastRating({ room }: { room: RoomLine }) {
  if (room.ratings > 0) return <TimeAgo at={room.lastActivityAt} />;
  return <span className="zero">never used</span>;
}

function Leaves({ room }: { room: RoomLine }) {
  if (room.purgeAt) {
    return (
      <span className="stay">
        <span>
          gone <TimeUntil at={room.purgeAt} />
        </span>
      </span>
    );
  }
  if (isGone(room)) return <span className="stay">in the trash</span>;
  const stay = <Stay since={room.touchedAt} until={room.expiresAt} isSoon={room.group === 1} />;
  if (room.group !== 0) return stay;
  return (
    <>
      <span className="on-phone">
        <Live />
      </span>
      <span className="only-desk">{stay}</span>
    </>
  );
}
