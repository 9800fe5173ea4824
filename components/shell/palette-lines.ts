import type { IconName } from "@/components/ui/icon-paths";
import type { FoundRoom } from "@/lib/web/search-rooms";

/** One line that can be chosen. */
export type PaletteLine =
  | { kind: "room"; href: string; room: FoundRoom }
  | { kind: "all"; href: string; label: string; note: string; icon: IconName }
  | { kind: "place"; href: string; label: string; note: string; icon: IconName };

interface Place {
  href: string;
  label: string;
  note: string;
  icon: IconName;
  words: string;
  admin?: boolean;
}

const PLACES: readonly Place[] = [
  { href: "/", label: "Overview", note: "what needs you", icon: "layout-panel-top", words: "home" },
  { href: "/rooms", label: "Rooms", note: "all that are open", icon: "key-round", words: "list" },
  {
    href: "/analytics",
    label: "Analytics",
    note: "what people agree on",
    icon: "chart-no-axes-column",
    words: "charts matches statistics",
  },
  {
    href: "/trash",
    label: "Trash",
    note: "what can come back",
    icon: "trash",
    words: "deleted bin",
  },
  {
    href: "/account",
    label: "Account",
    note: "sessions, sign out",
    icon: "user",
    words: "me profile",
  },
  {
    href: "/docs",
    label: "Docs",
    note: "connect a game server",
    icon: "info",
    words: "help api reference webhooks moviematch token storage",
  },
  {
    href: "/admin/people",
    label: "People",
    note: "admin",
    icon: "users",
    words: "roles ban",
    admin: true,
  },
  {
    href: "/admin/tokens",
    label: "Spaces and tokens",
    note: "admin",
    icon: "key",
    words: "api",
    admin: true,
  },
  {
    href: "/admin/audit",
    label: "Audit log",
    note: "admin",
    icon: "list",
    words: "history who",
    admin: true,
  },
  {
    href: "/admin/data",
    label: "Import and export",
    note: "admin",
    icon: "archive",
    words: "upload download backup restore rooms",
    admin: true,
  },
  {
    href: "/admin/webhooks",
    label: "Webhooks",
    note: "admin",
    icon: "bell",
    words: "messages told events receiver",
    admin: true,
  },
  {
    href: "/admin/jobs",
    label: "Jobs",
    note: "admin",
    icon: "clock",
    words: "sweeper",
    admin: true,
  },
];

/** The places whose name or purpose holds every word of the query; all of them for an empty query. */
export function matchingPlaces(query: string, isAdmin: boolean): PaletteLine[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return PLACES.filter((place) => isAdmin || !place.admin)
    .filter((place) => {
      const text = `${place.label} ${place.note} ${place.words}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map(({ href, label, note, icon }) => ({ kind: "place", href, label, note, icon }));
}

/** Where the first query word stands in a name, as three parts, so that it can be marked. */
export function splitAtMatch(name: string, query: string): [string, string, string] {
  const at = name.toLowerCase().indexOf(query.trim().toLowerCase());
  const length = query.trim().length;
  if (at < 0 || length === 0) return [name, "", ""];
  return [name.slice(0, at), name.slice(at, at + length), name.slice(at + length)];
}
