import type { Metadata } from "next";
import { LiveHere } from "@/components/live/live-here";
import { NoRoomsYet, SetupStep } from "@/components/overview/first-steps";
import { JustAgreed } from "@/components/overview/just-agreed";
import { LastUsed } from "@/components/overview/last-used";
import { NeedsYou } from "@/components/overview/needs-you";
import { OverviewFigures } from "@/components/overview/overview-figures";
import { RoomsLead } from "@/components/rooms/room-list-lead";
import { PageHead } from "@/components/ui/page-head";
import { loadOverview } from "@/lib/web/pages/load-overview";
import { requireViewer } from "@/lib/web/pages/viewer";
import styles from "./page.module.css";

export const metadata: Metadata = { title: "Overview" };

/** It has the figures of four weeks, which cost more than a list. */
const GAP_MS = 3_000;

export default async function OverviewPage() {
  const overview = await loadOverview(await requireViewer("/"));
  const { counts, kinds, figures, setup, since } = overview;
  const live = <LiveHere since={since} gapMs={GAP_MS} hasUse={counts.live > 0} />;
  if (counts.open === 0) {
    return (
      <>
        <PageHead title="Overview" lead={<RoomsLead counts={counts} />} live={live} />
        <div className={styles.overview}>
          <SetupStep setup={setup} kinds={kinds} />
          {setup ? null : <NoRoomsYet inTrash={counts.trash} kinds={kinds} />}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHead title="Overview" lead={<RoomsLead counts={counts} />} live={live} />
      <div className={styles.overview}>
        <SetupStep setup={setup} kinds={kinds} />
        {figures ? <OverviewFigures now={figures.now} before={figures.before} /> : null}
        <NeedsYou overview={overview} />
        <JustAgreed matches={overview.matches} />
        <LastUsed rooms={overview.recent} open={counts.open} />
      </div>
    </>
  );
}
