import figureRowStyles from "@/components/charts/figure-row.module.css";
import { FiguresLater } from "@/components/charts/figures-later";
import { NothingToCount } from "@/components/charts/nothing-to-count";
import { RoomReport } from "@/components/charts/room-report";
import { ZoneForm } from "@/components/charts/zone-form";
import { ButtonLink } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { loadRoomAnalytics } from "@/lib/web/pages/load-analytics";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RoomAnalyticsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const view = await loadRoomAnalytics(id, await searchParams);
  if (!view.figures) return <FiguresLater {...view} />;
  const { figures, periods, csvHref, zone } = view;
  return (
    <>
      <div className={figureRowStyles.reportActs}>
        <Segmented label="Period" segments={periods} />
        <ButtonLink href={csvHref("all")} icon="download" download>
          CSV
        </ButtonLink>
      </div>
      {figures.now.ratings > 0 ? (
        <RoomReport
          figures={figures}
          csvHref={csvHref}
          zone={<ZoneForm {...zone} />}
          firstMatchMs={figures.roomFirstMatchMs}
          solo={figures.room.roomType === "solo"}
        />
      ) : (
        <NothingToCount
          hasRooms={figures.room.ratingCount > 0}
          period={figures.period.name}
          periods={periods}
          oneRoom
        />
      )}
    </>
  );
}
