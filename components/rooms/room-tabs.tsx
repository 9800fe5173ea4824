"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";
import type { RoomTab } from "./kinds/tabs-of";

/** The pages of one room as tabs. */
export function RoomTabs({ id, tabs }: { id: string; tabs: readonly RoomTab[] }) {
  const segment = useSelectedLayoutSegment() ?? "";
  return (
    <Tabs
      label="Room"
      isQuiet
      tabs={tabs.map((tab) => ({
        href: tab.segment ? `/rooms/${id}/${tab.segment}` : `/rooms/${id}`,
        label: tab.label,
        count: tab.count,
        isWarning: tab.isWarning,
        current: tab.segment === segment,
      }))}
    />
  );
}
