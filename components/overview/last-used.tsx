import { KeyTag } from "@/components/ui/key-tag";
import { Live } from "@/components/ui/live";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { Spread } from "@/components/ui/spread";
import { TimeAgo } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";

/** The rooms that were used last. */
export function LastUsed({ rooms, open }: { rooms: readonly RoomLine[]; open: number }) {
  if (rooms.length === 0) return null;
  return (
    <Spread
      title="Last used"
      note="The rooms with the newest ratings."
      link={{
        href: "/rooms",
        label: open > 1 ? `All ${counted(open, "room")}` : "Rooms",
      }}
    >
      <ul className="brief">
        {rooms.map((room) => (
          <li key={room.id}>
            <a className="room" href={`/rooms/${room.id}`}>
              <KeyTag name={room.name} />
              <div>
                <span className="name" dir="auto" title={shownText(room.name)}>
                  <RoomName name={room.name} />
                </span>
                <span className="meta">
                  <span className="by">
                    <Name>{room.creatorName}</Name>
                  </span>
                  <span className="dotsep">{counted(room.people, "person", "people")}</span>
                  <span className="dotsep">{counted(room.matches, "match", "matches")}</span>
                </span>
              </div>
            </a>
            <span className="brief-say">
              {room.group === 0 ? <Live /> : null}
              {room.group !== 0 && room.ratings > 0 ? <TimeAgo at={room.lastActivityAt} /> : null}
              {room.group !== 0 && room.ratings === 0 ? "never used" : null}
            </span>
          </li>
        ))}
      </ul>
    </Spread>
  );
}
