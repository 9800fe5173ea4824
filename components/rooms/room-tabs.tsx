"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";

/** The pages of one room as tabs. */
export function RoomTabs({ id, matches, people }: { id: string; matches: number; people: number }) {
  const segment = useSelectedLayoutSegment() ?? "";
  const tabs = [
    { segment: "", label: "Overview" },
    { segment: "matches", label: "Matches", count: matches },
    { segment: "people", label: "People", count: people },
    { segment: "analytics", label: "Analytics" },
    { segment: "activity", label: "Activity" },
    { segment: "settings", label: "Settings" },
  ];
  return (
    <Tabs
      label="Room"
      tabs={tabs.map((tab) => ({
        href: tab.segment ? `/rooms/${id}/${tab.segment}` : `/rooms/${id}`,
        label: tab.label,
        count: tab.count,
        current: tab.segment === segment,
      }))}
    />
  );
}
