"use client";

import { usePathname } from "next/navigation";
import { SharedIcon, type SharedIconName } from "@/components/ui/shared-icon";
import styles from "./nav-links.module.css";

const PAGES: readonly { href: string; label: string; icon: SharedIconName; admin?: boolean }[] = [
  { href: "/", label: "Overview", icon: "layout-panel-top" },
  { href: "/rooms", label: "Rooms", icon: "key-round" },
  { href: "/agreed", label: "Agreed", icon: "popcorn" },
  { href: "/analytics", label: "Analytics", icon: "chart-no-axes-column" },
  { href: "/trash", label: "Trash", icon: "trash" },
  { href: "/admin", label: "Admin", icon: "shield", admin: true },
];

function isCurrent(path: string, href: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

/**
 * The links to the main pages: the bar at the top (text), or the bar at the foot of a phone (icons with text). It runs in the browser
 * because a layout on the server does not know which page it contains.
 */
export function NavLinks({
  isAdmin,
  bar,
  leaving,
}: {
  isAdmin: boolean;
  bar: "top" | "foot";
  /** How many of the viewer's own rooms leave soon: a badge of the overview. */
  leaving: number;
}) {
  const path = usePathname();
  const pages = PAGES.filter((page) => isAdmin || !page.admin);
  return (
    <nav
      className={
        bar === "top" ? styles.nav : isAdmin ? `${styles.tabbar} ${styles.of6}` : styles.tabbar
      }
      aria-label={bar === "top" ? "Main" : "Main, phone"}
      data-bar={bar}
    >
      {pages.map((page) => (
        <a
          key={page.href}
          href={page.href}
          aria-current={isCurrent(path, page.href) ? "page" : undefined}
        >
          {bar === "foot" ? <SharedIcon name={page.icon} /> : null}
          {page.label}
          {page.href === "/" && leaving > 0 ? <Badge rooms={leaving} /> : null}
        </a>
      ))}
    </nav>
  );
}

function Badge({ rooms }: { rooms: number }) {
  return (
    <span className={styles.badge}>
      <span className="sr-only">, </span>
      {rooms > 99 ? "99+" : rooms}
      <span className="sr-only"> of your rooms {rooms === 1 ? "leaves" : "leave"} soon</span>
    </span>
  );
}
