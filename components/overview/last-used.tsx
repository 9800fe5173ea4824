import { pagesOf } from "@/components/rooms/kinds/pages-of";
import { LastUse } from "@/components/rooms/last-use";
import roomLineStyles from "@/components/rooms/room-line.module.css";
import { KeyTag } from "@/components/ui/key-tag";
import { Live } from "@/components/ui/live";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import briefStyles from "./brief.module.css";

/** The rooms that were used last. */
export function LastUsed({ rooms, open }: { rooms: readonly RoomLine[]; open: number }) {
  if (rooms.length === 0) return null;
  return (
    <Section
      title="Last used"
      note="Newest first."
      link={{
        href: "/rooms",
        label: open > 1 ? `All ${counted(open, "room")}` : "Rooms",
      }}
    >
      <ul className={briefStyles.brief}>
        {rooms.map((room) => (
          <li key={room.id}>
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
                  {[
                    room.kindLabel,
                    counted(room.peopleCount, "person", "people"),
                    pagesOf(room.kind).contents(room)[0],
                  ].map((text) =>
                    text ? (
                      <span key={text} className={roomLineStyles.dotsep}>
                        {text}
                      </span>
                    ) : null,
                  )}
                </span>
              </div>
            </a>
            <span className={briefStyles.briefSay}>
              {room.group === 0 ? <Live /> : null}
              {room.group !== 0 && room.isUsed ? <LastUse room={room} /> : null}
              {room.group !== 0 && !room.isUsed ? "never used" : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
