import { pagesOf } from "@/components/rooms/kinds/pages-of";
import { LastUse } from "@/components/rooms/last-use";
import roomLineStyles from "@/components/rooms/room-line.module.css";
import { toldOutside } from "@/components/rooms/told-text";
import { FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { KeyTag } from "@/components/ui/key-tag";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { Section } from "@/components/ui/section";
import { TimeUntil } from "@/components/ui/time";
import { shownText } from "@/lib/core/hidden-characters";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import type { Told } from "@/lib/warnings/read-told";
import type { Overview } from "@/lib/web/pages/load-overview";
import briefStyles from "./brief.module.css";
import styles from "./needs-you.module.css";

/** Rooms that need attention: rooms that leave soon, with a button that extends them, and rooms that are locked. */
export function NeedsYou({ overview }: { overview: Overview }) {
  const { leaving, told, locked, counts } = overview;
  const isMore = counts.leaving > leaving.length;
  return (
    <Section
      title="Needs you"
      note="Rooms that leave within a week, and rooms that are locked."
      link={
        isMore
          ? {
              href: "/rooms?sort=leaves",
              label: `All ${counts.leaving}`,
            }
          : undefined
      }
    >
      {leaving.length + locked.length === 0 ? (
        <p className={styles.atRest}>
          Nothing needs you. No room leaves this week, and none is locked.
        </p>
      ) : (
        <ul className={briefStyles.brief}>
          {leaving.map((room) => (
            <Line key={room.id} room={room}>
              <span className={`${briefStyles.briefSay} ${briefStyles.isSoon}`}>
                leaves {room.expiresAt ? <TimeUntil at={room.expiresAt} /> : null}
                <ToldOutside told={told.get(room.id) ?? null} />
              </span>
              <FormButton
                action={`/api/dashboard/rooms/${room.id}/extend`}
                fields={{ days: 30, returnTo: "/" }}
                icon="calendar-plus"
                look="soft"
              >
                Extend by a month
              </FormButton>
            </Line>
          ))}
          {locked.map((room) => (
            <Line key={`${room.id} locked`} room={room}>
              <span className={briefStyles.briefSay}>
                locked{" "}
                {room.lockedByName ? (
                  <>
                    by <Name>{room.lockedByName}</Name>
                  </>
                ) : null}
              </span>
              <a
                className={`${buttonStyles.btn} ${buttonStyles.isSoft}`}
                href={`/rooms/${room.id}`}
              >
                Look at it
              </a>
            </Line>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** By which other way the owner was told. */
function ToldOutside({ told }: { told: Told | null }) {
  const text = toldOutside(told);
  return text ? <small className={styles.told}>{text}</small> : null;
}

function Line({ room, children }: { room: RoomLine; children: React.ReactNode }) {
  return (
    <li>
      <a className={roomLineStyles.room} href={`/rooms/${room.id}`}>
        <KeyTag name={room.name} />
        <div>
          <span className={roomLineStyles.name} dir="auto" title={shownText(room.name)}>
            <RoomName name={room.name} />
          </span>
          <span className={roomLineStyles.meta}>
            <span className={roomLineStyles.by}>
              <Name>{room.creatorName}</Name>
            </span>
            {room.kindLabel ? (
              <span className={roomLineStyles.dotsep}>{room.kindLabel}</span>
            ) : null}
            <span className={roomLineStyles.dotsep}>
              {room.isUsed ? (
                <>
                  {pagesOf(room.kind).words.lastUsed} <LastUse room={room} />
                </>
              ) : (
                "never used"
              )}
            </span>
          </span>
        </div>
      </a>
      {children}
    </li>
  );
}
