import type { Metadata } from "next";
import { AnalyticsReport } from "@/components/charts/analytics-report";
import { FiguresLater } from "@/components/charts/figures-later";
import { NothingToCount } from "@/components/charts/nothing-to-count";
import { ZoneForm } from "@/components/charts/zone-form";
import { LiveHere } from "@/components/live/live-here";
import { ButtonLink } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Segmented } from "@/components/ui/segmented";
import { leadOf } from "@/lib/match/analytics/findings";
import { liveSince } from "@/lib/web/pages/live-since";
import { loadAnalytics } from "@/lib/web/pages/load-analytics";

export const metadata: Metadata = { title: "Analytics" };

/** All ratings of a period are counted again. */
const GAP_MS = 15_000;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AnalyticsPage({ searchParams }: Props) {
  const since = liveSince();
  const view = await loadAnalytics(await searchParams);
  const live = <LiveHere since={since} gapMs={GAP_MS} />;
  if (!view.figures) {
    return (
      <>
        {live}
        <FiguresLater {...view} />
      </>
    );
  }
  const { figures, periods, scopes, csvHref, zone } = view;
  const lead = leadOf(figures);
  const opened = figures.rooms?.opened.now ?? 0;
  const counted = figures.now.ratings + figures.now.matches + opened > 0;
  return (
    <>
      <PageHead
        title="Analytics"
        lead={
          counted ? (
            <>
              <b>{lead.strong}</b>
              {lead.rest}
            </>
          ) : null
        }
        live={live}
        actions={
          <>
            {scopes.length > 0 ? <Segmented label="Whose rooms" segments={scopes} /> : null}
            <Segmented label="Period" segments={periods} />
            <ButtonLink href={csvHref("all")} icon="download" download>
              CSV
            </ButtonLink>
          </>
        }
      />
      {counted ? (
        <AnalyticsReport figures={figures} csvHref={csvHref} zone={<ZoneForm {...zone} />} />
      ) : (
        <NothingToCount
          hasRooms={figures.hasRooms}
          period={figures.period.name}
          periods={periods}
        />
      )}
    </>
  );
}
