import { Name } from "@/components/ui/name";
import saidStyles from "@/components/ui/said.module.css";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { todaysName } from "@/lib/core/time-zone";
import { PERIOD_TEXT, spanText } from "@/lib/match/analytics/figure-text";
import { type Analytics, COMMON_FILMS_MIN, type Pair } from "@/lib/match/analytics/figures";
import { hoursFinding, pairFindings, pairText } from "@/lib/match/analytics/findings";
import { type TableName, tableOf } from "@/lib/match/analytics/tables";
import { AgreementMatrix } from "./agreement-matrix";
import { ChartTable } from "./chart-table";
import { HoursChart } from "./hours-chart";
import keyStyles from "./key.module.css";
import { MatchesChart } from "./matches-chart";
import styles from "./report-parts.module.css";

export interface PartProps {
  figures: Analytics;
  csvHref: (name: string) => string;
}

/** The tables of a section, which can be opened below its chart. */
export function Numbers({ figures, csvHref, names }: PartProps & { names: TableName[] }) {
  return <ChartTable tables={names.map((name) => tableOf(name, figures))} csvHref={csvHref} />;
}

/** Matches over time. */
export function MatchesSection({ figures, csvHref }: PartProps) {
  const { period, steps, stepKind, before } = figures;
  const text = PERIOD_TEXT[period.name];
  const what =
    "Films that people agree on now; a match that ended is shown in the room’s activity and is not counted. ";
  const added = `Added up ${stepKind} by ${stepKind}, ${spanText(period, steps)}; below, each ${stepKind} on its own.`;
  const dash = before ? ` The dash is the same day ${text.earlier}.` : "";
  return (
    <Section title="Matches" id="matches" note={what + added + dash}>
      <div>
        <MatchesChart figures={figures} id="matches-chart" />
        <Numbers figures={figures} csvHref={csvHref} names={["matches"]} />
      </div>
    </Section>
  );
}

/** How often two people give the same answer. */
export function AgreementSection({ figures, csvHref }: PartProps) {
  const { agreement } = figures;
  const { most, least, compared, pairs } = pairFindings(figures);
  const shown = agreement.morePeople
    ? ` The chart shows the ${agreement.people.length} who can be compared with the most others; the table has everybody.`
    : "";
  return (
    <Section
      title="Agreement"
      id="agreement"
      note={`The share of the films rated by two people in one room on which they gave the same answer.${shown}`}
    >
      {most === null ? (
        <p className={saidStyles.said}>
          No two people have rated {COMMON_FILMS_MIN} of the same films yet. They are compared here
          once they have.
        </p>
      ) : (
        <div>
          <div className={styles.matrix}>
            <div className={styles.matrixIn}>
              <AgreementMatrix agreement={agreement} id="agreement-chart" />
              {compared < pairs ? (
                <p className={keyStyles.key}>
                  <span>· fewer than ten films in common</span>
                </p>
              ) : null}
            </div>
            <dl className={styles.pairs}>
              <PairFact label="Most alike" pair={most} />
              {least ? <PairFact label="Least alike" pair={least} /> : null}
              <div>
                <dt>Compared</dt>
                <dd>
                  {compared} of {counted(pairs, "pair", "pairs")}
                  <small>with ten films in common or more</small>
                </dd>
              </div>
            </dl>
          </div>
          <Numbers figures={figures} csvHref={csvHref} names={["agreement"]} />
        </div>
      )}
    </Section>
  );
}

function PairFact({ label, pair }: { label: string; pair: Pair }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Name dir="auto">{pair.a}</Name> and <Name dir="auto">{pair.b}</Name>
        <small>{pairText(pair)}</small>
      </dd>
    </div>
  );
}

/** When people rate. */
export function HoursSection({ figures, csvHref, zone }: PartProps & { zone: React.ReactNode }) {
  const finding = hoursFinding(figures);
  return (
    <Section
      title="Busiest hours"
      id="hours"
      note={`Each window is an hour of the week. The more people rated in that hour, the brighter the window. Times are in ${todaysName(figures.period.timeZone)}.`}
    >
      <div>
        <HoursChart hours={figures.hours} id="hours-chart" />
        {finding ? (
          <p className={saidStyles.said}>
            <b>{finding.strong}</b>
            {finding.rest}
          </p>
        ) : null}
        <Numbers figures={figures} csvHref={csvHref} names={["hours"]} />
        {zone}
      </div>
    </Section>
  );
}
