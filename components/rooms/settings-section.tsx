import factsStyles from "@/components/ui/facts.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import { agreementText, chosenByText, endsOnFirstMatch, orderText } from "@/lib/match/room-text";
import type { RoomRecord } from "@/lib/rooms/room-record";

/** The settings with which a room was opened. Of its password, it shows only whether there is one. */
export function SettingsSection({ room, filmsRated }: { room: RoomRecord; filmsRated: number }) {
  const facts: [string, string][] = [
    ["Agreement", agreementText(room.roomType)],
    ["Films rated", filmsRated.toLocaleString("en-US")],
    ["Chosen by", chosenByText(room.document)],
    ["Order", orderText(room.document)],
    ["Password", room.hasPassword ? "Set, never shown here" : "None"],
    ["Space", room.spaceName],
  ];
  if (endsOnFirstMatch(room.document)) facts.push(["Ends", "At its first match"]);
  return (
    <Section title="The room" note="What it was opened with.">
      <dl className={factsStyles.facts}>
        {facts.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <Name>{value}</Name>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
