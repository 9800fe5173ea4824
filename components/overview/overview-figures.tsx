import type { ReactNode } from "react";
import { Figures } from "@/components/ui/figures";
import { counted } from "@/lib/core/counted";
import type { Totals } from "@/lib/match/analytics/figures";

/** Compares a figure with the four weeks before: "from 130 in the four weeks before". */
function compared(now: number, before: number | undefined): ReactNode {
  if (before === undefined) return null;
  if (now === before) return "as many as in the four weeks before";
  return (
    <>
      <b>{now > before ? "up" : "down"}</b> from {before.toLocaleString("en-US")} in the four weeks
      before
    </>
  );
}

/** The figures of the last four weeks, compared with the four weeks before. */
export function OverviewFigures({ now, before }: { now: Totals; before: Totals | null }) {
  const rate = now.ratings > 0 ? Math.round((now.likes / now.ratings) * 100) : null;
  return (
    <section aria-label="The last four weeks">
      <Figures
        figures={[
          {
            label: "Matches, four weeks",
            value: now.matches,
            note: compared(now.matches, before?.matches),
          },
          { label: "Ratings", value: now.ratings, note: compared(now.ratings, before?.ratings) },
          { label: "People", value: now.people, note: compared(now.people, before?.people) },
          {
            label: "Liked",
            value: rate ?? "none",
            unit: rate === null ? undefined : "%",
            note: `${now.likes.toLocaleString("en-US")} of ${counted(now.ratings, "rating")}`,
          },
        ]}
      />
    </section>
  );
}
