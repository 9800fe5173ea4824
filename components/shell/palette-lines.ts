import type { SharedIconName } from "@/components/ui/shared-icon";
import { foldText } from "@/lib/core/fold-text";
import { quoteName } from "@/lib/core/quote-name";
import { urlPart } from "@/lib/core/url-part";
import type { FoundRoom, PaletteAnswer } from "@/lib/web/pages/search-rooms";

/** One line of the palette that can be chosen. */
export type PaletteLine =
  | { kind: "room"; href: string; room: FoundRoom }
  | { kind: "act"; href: string; label: string; note: string; icon: SharedIconName }
  | { kind: "page"; href: string; label: string; note: string; icon: SharedIconName };

interface Page {
  href: string;
  label: string;
  note: string;
  icon: SharedIconName;
  keywords: string;
  admin?: boolean;
}

const PAGES: readonly Page[] = [
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

/** Every line for a query: the rooms that were found, the actions, and the matching pages. */
export function paletteLines(
  query: string,
  answer: PaletteAnswer,
  isAdmin: boolean,
): PaletteLine[] {
  const rooms = answer.rooms.map(
    (room): PaletteLine => ({ kind: "room", href: `/rooms/${room.id}`, room }),
  );
  return [...rooms, ...acts(query, answer), ...matchingPlaces(query, isAdmin)];
}

/**
 * The actions on the rooms that were found. Extend is offered for the first room that can be extended. Before anything is typed, a line
 * names the rooms that leave soon.
 */
function acts(query: string, { rooms, tally, leaving }: PaletteAnswer): PaletteLine[] {
  if (!query.trim()) return leaving > 0 ? [leavingLine(leaving)] : [];
  if (rooms.length === 0) return [];
  const lines: PaletteLine[] = [];
  const room = rooms.find(({ canExtend }) => canExtend);
  if (room) {
    const label = `Extend ${quoteName(room.name)}`;
    const href = `/rooms/${room.id}#extend`;
    lines.push({ kind: "act", href, label, note: room.note, icon: "calendar-plus" });
  }
  const href = `/rooms?q=${urlPart(query)}`;
  lines.push({ kind: "act", href, label: "Show all that match", note: tally, icon: "funnel" });
  return lines;
}

function leavingLine(leaving: number): PaletteLine {
  const label =
    leaving === 1 ? "One of your rooms leaves soon" : `${leaving} of your rooms leave soon`;
  const href = "/rooms?whose=mine&sort=leaves";
  return { kind: "act", href, label, note: "keep them or let them go", icon: "hourglass" };
}

/** The pages whose name or purpose contains every word of the query; all of them for an empty query. */
function matchingPlaces(query: string, isAdmin: boolean): PaletteLine[] {
  const keywords = foldText(query).split(/\s+/).filter(Boolean);
  return PAGES.filter((page) => isAdmin || !page.admin)
    .filter((page) => {
      const text = `${page.label} ${page.note} ${page.keywords}`.toLowerCase();
      return keywords.every((word) => text.includes(word));
    })
    .map(({ href, label, note, icon }) => ({ kind: "page", href, label, note, icon }));
}

/** Splits a name at the first word of the query into three parts, so that the word can be marked. */
export function splitAtMatch(name: string, query: string): [string, string, string] {
  const at = name.toLowerCase().indexOf(query.trim().toLowerCase());
  const length = query.trim().length;
  if (at < 0 || length === 0) return [name, "", ""];
  return [name.slice(0, at), name.slice(at, at + length), name.slice(at + length)];
}
