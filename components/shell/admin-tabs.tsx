"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";
import styles from "./admin-tabs.module.css";

const TABS = [
  { href: "/admin/rooms", label: "Rooms" },
  { href: "/admin/people", label: "People" },
  { href: "/admin/tokens", label: "Spaces and tokens" },
  { href: "/admin/data", label: "Import and export" },
  { href: "/admin/plex", label: "Plex servers" },
  { href: "/admin/webhooks", label: "Webhooks" },
  { href: "/admin/audit", label: "Audit log" },
  { href: "/admin/jobs", label: "Jobs" },
];

/** The tabs above each admin page. */
export function AdminTabs() {
  const path = usePathname();
  return (
    <div className={styles.adminTabs}>
      <Tabs
        label="Admin"
        tabs={TABS.map((tab) => ({ ...tab, current: path.startsWith(tab.href) }))}
      />
    </div>
  );
}
