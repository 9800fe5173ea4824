import type { SharedIconName } from "@/components/ui/shared-icon";

/** A page with the words by which it is found. */
interface Page {
  href: string;
  label: string;
  note: string;
  icon: SharedIconName;
  keywords: string;
  admin?: boolean;
}

/** The pages that the palette leads to. */
export const PAGES: readonly Page[] = [
  {
    href: "/",
    label: "Overview",
    note: "what needs you",
    icon: "layout-panel-top",
    keywords: "home",
  },
  {
    href: "/rooms",
    label: "Rooms",
    note: "all that are open",
    icon: "key-round",
    keywords: "list",
  },
  {
    href: "/agreed",
    label: "Agreed",
    note: "every film agreed on",
    icon: "popcorn",
    keywords: "matches watch tonight pick draw",
  },
  {
    href: "/analytics",
    label: "Analytics",
    note: "what people agree on",
    icon: "chart-no-axes-column",
    keywords: "charts matches statistics",
  },
  {
    href: "/trash",
    label: "Trash",
    note: "what can come back",
    icon: "trash",
    keywords: "deleted bin",
  },
  {
    href: "/account",
    label: "Account",
    note: "sessions, sign out",
    icon: "user",
    keywords: "me profile",
  },
  {
    href: "/docs",
    label: "Docs",
    note: "connect a game server",
    icon: "info",
    keywords: "help api reference webhooks moviematch token storage",
  },
  {
    href: "/admin/people",
    label: "People",
    note: "admin",
    icon: "users",
    keywords: "roles ban",
    admin: true,
  },
  {
    href: "/admin/tokens",
    label: "Spaces and tokens",
    note: "admin",
    icon: "key",
    keywords: "api",
    admin: true,
  },
  {
    href: "/admin/audit",
    label: "Audit log",
    note: "admin",
    icon: "list",
    keywords: "history who",
    admin: true,
  },
  {
    href: "/admin/data",
    label: "Import and export",
    note: "admin",
    icon: "archive",
    keywords: "upload download backup restore rooms",
    admin: true,
  },
  {
    href: "/admin/plex",
    label: "Plex servers",
    note: "admin",
    icon: "film",
    keywords: "titles posters films library media server token",
    admin: true,
  },
  {
    href: "/admin/webhooks",
    label: "Webhooks",
    note: "admin",
    icon: "bell",
    keywords: "messages told events receiver",
    admin: true,
  },
  {
    href: "/admin/jobs",
    label: "Jobs",
    note: "admin",
    icon: "clock",
    keywords: "sweeper",
    admin: true,
  },
];
