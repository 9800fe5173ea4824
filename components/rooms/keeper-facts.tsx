import type { ReactNode } from "react";
import { Spread } from "@/components/ui/spread";
import { AbsoluteTime, RelativeTime } from "@/components/ui/time";
import type { RoomVisit } from "@/lib/web/load-room";

/** What the keeper knows of a room: its id, its counters and its clocks; for admins its owner's account too. */
export function KeeperFacts({ visit: { room, facts, viewer } }: { visit: RoomVisit }) {
  const rows: [string, ReactNode][] = [
    ["Room id", <code key="id">{room.id}</code>],
    ["Opened", <AbsoluteTime key="opened" at={room.createdAt} />],
    ["Last saved", <RelativeTime key="touched" at={room.touchedAt} />],
    ["First kept here", <AbsoluteTime key="stored" at={room.storedAt} />],
    ["Version", room.version.toLocaleString("en-US")],
    ["Former rooms of this name", `${facts.formerInTrash || "None"} in the trash`],
  ];
  if (viewer.role === "admin") {
    rows.push([
      "Owner",
      <span key="owner">
        <bdi>{room.creatorName}</bdi> <small className="faint">{room.creatorId}</small>
      </span>,
    ]);
  }
  return (
    <Spread title="The books" note="What the keeper has written down.">
      <dl className="facts">
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Spread>
  );
}
