import type { ReactNode } from "react";
import factsStyles from "@/components/ui/facts.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { AbsoluteTime, TimeAgo } from "@/components/ui/time";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { HeldBy } from "./held-by";
import { pagesOf } from "./kinds/pages-of";

/** The id, the version and the times of a room; for admins also the account of its owner. */
export function RecordSection({ visit: { room, facts, viewer } }: { visit: RoomVisit }) {
  const rows: [string, ReactNode][] = [
    ["Room id", <code key="id">{room.id}</code>],
    ["Opened", <AbsoluteTime key="opened" at={room.createdAt} />],
    ["Last saved", <TimeAgo key="touched" at={room.touchedAt} />],
    ["First stored", <AbsoluteTime key="stored" at={room.storedAt} />],
    ["Version", room.version.toLocaleString("en-US")],
  ];
  if (facts.lease) {
    const { lease, now } = facts;
    rows.push(["Game server", <HeldBy key="held" lease={lease} now={now} />]);
  }
  if (pagesOf(room.kind).knownBy === "name") {
    rows.push(["Former rooms of this name", `${facts.formerInTrash || "None"} in the trash`]);
  }
  if (viewer.role === "admin") {
    rows.push([
      "Owner",
      <span key="owner">
        <Name>{room.creatorName}</Name> <small className="text-ink-3">{room.creatorId}</small>
      </span>,
    ]);
  }
  return (
    <Section title="Record" note="What Roomkeeper has stored about this room.">
      <dl className={factsStyles.facts}>
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
