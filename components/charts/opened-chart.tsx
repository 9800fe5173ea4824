import { PERIOD_TEXT, stepText, wholeText } from "@/lib/match/analytics/figure-text";
import { type Analytics, peakStep } from "@/lib/match/analytics/figures";
import type { RoomsFigures } from "@/lib/match/analytics/rooms-figures";
import { DayBars } from "./day-bars";
import { Drawing } from "./drawing";
import type { Layout } from "./matches-sums";
import { TimeLabels } from "./time-labels";

const DESK: Layout = {
  ...{ on: "desk", width: 850, height: 112, left: 34, right: 704 },
  ...{ foot: 0, barsFoot: 78, ticks: 4 },
};
const PHONE: Layout = {
  ...{ on: "phone", width: 350, height: 112, left: 34, right: 306 },
  ...{ foot: 0, barsFoot: 78, ticks: 2 },
};

/** The rooms that were opened in each step. The dash is the same step of the period before. */
export function OpenedChart({
  figures,
  rooms,
  id,
}: {
  figures: Analytics;
  rooms: RoomsFigures;
  id: string;
}) {
  const { period, stepKind } = figures;
  const { now, before } = rooms.opened;
  const text = PERIOD_TEXT[period.name];
  const compared =
    before === null
      ? `: ${wholeText(now)}`
      : `: ${wholeText(now)} this time, ${wholeText(before)} ${text.earlier}`;
  const steps = figures.steps.map((step, index) => {
    const opened = rooms.bySteps[index];
    return { ...step, matches: opened?.now ?? 0, matchesBefore: opened?.before ?? null };
  });
  const peak = peakStep(steps);
  const within = stepKind === "day" || stepKind === "hour" ? "on" : "in";
  const peakLabel = peak ? `${wholeText(peak.matches)} ${within} ${stepText(peak, stepKind)}` : "";
  return [DESK, PHONE].map((layout) => (
    <Drawing key={layout.on} id={id} title={`Rooms opened over time${compared}.`} {...layout}>
      <DayBars
        steps={steps}
        left={layout.left}
        right={layout.right}
        foot={layout.barsFoot}
        peakLabel={peakLabel}
      />
      <TimeLabels figures={figures} layout={layout} />
    </Drawing>
  ));
}
