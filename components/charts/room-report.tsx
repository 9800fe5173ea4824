import { Spread } from "@/components/ui/spread";
import { FigureRow } from "./figure-row";
import { DivisiveSpread } from "./films-spread";
import { PersonLines } from "./person-lines";
import {
  AgreementSpread,
  HoursSpread,
  MatchesSpread,
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
      <MatchesSpread {...props} />
      <Spread
        title="People"
        id="people"
        note={`Who rated when: a bar for each ${figures.stepKind}, all on one scale.`}
      >
        <div>
          <PersonLines people={figures.people} />
          <Numbers {...props} names={["people", "figures"]} />
        </div>
      </Spread>
      {solo ? null : <AgreementSpread {...props} />}
      <DivisiveSpread {...props} />
      <HoursSpread {...props} />
    </>
  );
}
