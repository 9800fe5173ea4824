import { counted } from "@/lib/core/counted";
import { PERIOD_TEXT, wholeStepText, wholeText } from "@/lib/match/analytics/figure-text";
import { type Analytics, peakStep } from "@/lib/match/analytics/figures";
import { DayBars } from "./day-bars";
import { Drawing } from "./drawing";
import keyStyles from "./key.module.css";
import styles from "./matches-chart.module.css";
import { type Layout, Sums } from "./matches-sums";
import { TimeLabels } from "./time-labels";

const DESK: Layout = {
  on: "desk",
  width: 850,
  height: 356,
  left: 34,
  right: 704,
  foot: 244,
  barsFoot: 322,
  ticks: 4,
};
const PHONE: Layout = {
  on: "phone",
  width: 350,
  height: 336,
  left: 34,
  right: 306,
  foot: 224,
  barsFoot: 302,
  ticks: 2,
};
export const MATCHES_LAYOUTS = [DESK, PHONE] as const;

/** The running total of matches in the period and in the period before. Below it, the matches of each step. */
export function MatchesChart({ figures, id }: { figures: Analytics; id: string }) {
  const { now, before, period } = figures;
  const text = PERIOD_TEXT[period.name];
  const compared = before
    ? `: ${wholeText(now.matches)} this time, ${wholeText(before.matches)} ${text.earlier}`
    : `: ${counted(now.matches, "match", "matches")}`;
  const title = `Matches added up over time${compared}.`;
  return (
    <>
      {MATCHES_LAYOUTS.map((layout) => (
        <Drawing key={layout.on} id={id} title={title} {...layout}>
          <Sums figures={figures} layout={layout} />
          <DayBars
            steps={figures.steps}
            left={layout.left}
            right={layout.right}
            foot={layout.barsFoot}
            peakLabel={peakText(figures)}
          />
          <TimeLabels figures={figures} layout={layout} />
        </Drawing>
      ))}
      {before ? (
        <p className={`${keyStyles.key} ${keyStyles.isPhone}`}>
          <span>
            <i />
            {text.now}
          </span>
          <span>
            <svg width="20" height="4" aria-hidden="true" className={styles.chartDash}>
              <line className={styles.then} x1="1" x2="19" y1="2" y2="2" />
            </svg>
            {text.before}
          </span>
        </p>
      ) : null}
    </>
  );
}

function peakText({ steps, stepKind }: Analytics): string {
  const peak = peakStep(steps);
  if (!peak) return "";
  const within = stepKind === "day" || stepKind === "hour" ? "on" : "in";
  return `${wholeText(peak.matches)} ${within} ${wholeStepText(peak, stepKind)}`;
}
