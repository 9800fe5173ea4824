import type { SharedIconName } from "@/components/ui/shared-icon";
import { foldText } from "@/lib/core/fold-text";
import { quoteName } from "@/lib/core/quote-name";
import { urlPart } from "@/lib/core/url-part";
import type { FoundRoom, PaletteAnswer } from "@/lib/web/pages/search-rooms";
import { PAGES } from "./palette-pages";

/** One line of the palette that can be chosen. */
export type PaletteLine =
  | { kind: "room"; href: string; room: FoundRoom }
  | { kind: "act"; href: string; label: string; note: string; icon: SharedIconName }
  | { kind: "page"; href: string; label: string; note: string; icon: SharedIconName };

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
