import { Below } from "@/components/ui/below";
import saidStyles from "@/components/ui/said.module.css";
import { Section } from "@/components/ui/section";
import { FigureRow } from "./figure-row";
import { FilmsSection } from "./films-section";
import { FunnelChart } from "./funnel-chart";
import {
  AgreementSection,
  HoursSection,
  MatchesSection,
  Numbers,
  type PartProps,
} from "./report-parts";
import { RoomsSection } from "./rooms-section";

/** The whole report about many rooms, from the figures to the funnel. */
export function AnalyticsReport(props: PartProps & { zone: React.ReactNode }) {
  const { figures } = props;
  return (
    <>
      <FigureRow figures={figures} />
      <MatchesSection {...props} />
      <Below>
        <RoomsSection {...props} />
      </Below>
      <Below>
        <FilmsSection {...props} />
      </Below>
      <Below>
        <AgreementSection {...props} />
      </Below>
      <Below>
        <HoursSection {...props} />
      </Below>
      <Section
        title="Deck to match"
        id="funnel"
        note="Films in group rooms, once for each room, from the first swipe to the match. Solo lists are left out."
      >
        <div>
          {figures.funnel.rated > 0 ? (
            <FunnelChart funnel={figures.funnel} id="funnel-chart" />
          ) : (
            <p className={saidStyles.said}>Nobody rated in a group room in this time.</p>
          )}
          <Numbers {...props} names={["funnel", "figures"]} />
        </div>
      </Section>
    </>
  );
}
