import { Spread } from "@/components/ui/spread";

/** Holds the report's place while it is counted. */
export function ReportSkeleton() {
  return (
    <div aria-busy="true">
      <span className="sk report-sk-figs" />
      <Spread title="Matches">
        <span className="sk report-sk-chart" />
      </Spread>
      <Spread title="Films">
        <span className="sk report-sk-chart" />
      </Spread>
    </div>
  );
}
