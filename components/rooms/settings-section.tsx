import factsStyles from "@/components/ui/facts.module.css";
import { Name } from "@/components/ui/name";
import { Section } from "@/components/ui/section";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { pagesOf } from "./kinds/pages-of";

/** The settings with which a room was opened. Of its password, it shows only whether there is one. */
export function SettingsSection({ visit }: { visit: RoomVisit }) {
  const { room } = visit;
  const settings = [...pagesOf(room.kind).settings(visit), ["Space", room.spaceName] as const];
  return (
    <Section title="The room" note="What it was opened with.">
      <dl className={factsStyles.facts}>
        {settings.map(([what, value]) => (
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
