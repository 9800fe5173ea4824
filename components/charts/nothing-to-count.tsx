import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PERIOD_TEXT } from "@/lib/match/analytics/figure-text";
import type { PeriodName } from "@/lib/match/analytics/period";

/**
 * Shown instead of the charts when there is nothing to count: the reason, and one next step.
 *
 *
 * @param hasRooms whether a longer period would have something to count
 */
export function NothingToCount({
  hasRooms,
  period,
  periods,
  oneRoom = false,
}: {
  hasRooms: boolean;
  period: PeriodName;
  periods: readonly { href: string }[];
  oneRoom?: boolean;
}) {
  const all = periods.at(-1);
  if (hasRooms && period !== "all" && all) {
    return (
      <EmptyState
        art="missing"
        title={`Nobody rated ${PERIOD_TEXT[period].within}`}
        actions={<ButtonLink href={all.href}>Show all of the time</ButtonLink>}
      >
        {oneRoom ? "This room was quiet." : "The rooms were quiet."} What was rated before is still
        here.
      </EmptyState>
    );
  }
  if (oneRoom) {
    return (
      <EmptyState art="hooks" title="Nothing to count yet">
        As soon as somebody rates a film in this room, its figures appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      art="hooks"
      title="Nothing to count yet"
      actions={<ButtonLink href="/rooms">See the rooms</ButtonLink>}
    >
      Open a room in MovieMatch while signed in with Plex. With the first ratings, what your group
      agrees on appears here.
    </EmptyState>
  );
}
