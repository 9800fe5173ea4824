import { Section } from "@/components/ui/section";
import { FigureRow } from "./figure-row";
import { DivisiveSection } from "./films-section";
import { PersonLines } from "./person-lines";
import {
  AgreementSection,
  HoursSection,
  MatchesSection,
  Numbers,
  type PartProps,
} from "./report-parts";

/** The report of one room. A solo list has nobody to agree with, and shows no agreement. */
export function RoomReport(
  props: PartProps & { zone: React.ReactNode; firstMatchMs: number | null; solo: boolean },
) {
  const { figures, firstMatchMs, solo } = props;
  return (
    <>
      <FigureRow figures={figures} room={{ firstMatchMs }} />
      <MatchesSection {...props} />
      <Section
        title="People"
        id="people"
        note={`Who rated when: a bar for each ${figures.stepKind}, all on one scale.`}
      >
        <div>
          <PersonLines people={figures.people} />
          <Numbers {...props} names={["people", "figures"]} />
        </div>
      </Section>
      {solo ? null : <AgreementSection {...props} />}
      <DivisiveSection {...props} />
      <HoursSection {...props} />
    </>
  );
}
