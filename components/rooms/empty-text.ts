import { counted } from "@/lib/core/counted";
import { quoteName } from "@/lib/core/quote-name";
import { isTooLong, TOO_LONG_TEXT } from "@/lib/core/search-text";
import type { RoomCounts } from "@/lib/rooms/count-own-rooms";
import type { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { pagesOfList } from "./kinds/pages-of";

const either = new Intl.ListFormat("en-GB", { type: "disjunction" });

/**
 * The text of a list that a filter left empty: which rooms were searched, and which condition none of them meets.
 * @param kinds the kinds of rooms that the list may contain
 */
export function emptyText(
  filter: RoomsFilter,
  counts: Pick<RoomCounts, "open" | "trash" | "matchingTrash">,
  kinds: readonly string[],
): { title: string; text: string; trashHas: number } {
  // Lists of locked rooms, of the trash, and of open rooms with the trash leave no other rooms that could match.
  const trashHas = filter.status === "open" ? counts.matchingTrash : 0;
  const also = trashHas === 1 ? " One in the trash does." : ` ${trashHas} in the trash do.`;
  return {
    title: titleOf(filter),
    text: isTooLong(filter.q)
      ? TOO_LONG_TEXT
      : `${whichAreNot(filter, counts, kinds)}${trashHas > 0 ? also : ""}`,
    trashHas,
  };
}

function isNarrowedFurther({ q, kind, type, activity }: RoomsFilter): boolean {
  return q !== "" || kind !== "any" || type !== "any" || activity !== "any";
}

function titleOf(filter: RoomsFilter): string {
  if (isTooLong(filter.q)) return "The search is too long";
  if (filter.q) return `No room matches ${quoteName(filter.q)}`;
  const isLockedAlone = filter.status === "locked" && !isNarrowedFurther(filter);
  return isLockedAlone ? "No room is locked" : "No room matches the filters";
}

function whichAreNot(
  filter: RoomsFilter,
  { open, trash }: Pick<RoomCounts, "open" | "trash">,
  kinds: readonly string[],
): string {
  const looked = {
    open: [open, counted(open, "open room")],
    locked: [open, counted(open, "open room")],
    trash: [trash, `${counted(trash, "room")} in the trash`],
    any: [open + trash, `${counted(open + trash, "room")}, open or in the trash,`],
  } as const;
  const [many, place] = looked[filter.status];
  if (many === 0) return filter.status === "trash" ? "The trash is empty." : "No room is open.";
  const places = ["name", "owner", ...pagesOfList(kinds).finds.map(([, several]) => several)];
  const fits = filter.q
    ? `has that in ${either.format(places.map((one) => `its ${one}`))}`
    : "matches the filters above";
  if (filter.status !== "locked") return `None of the ${place} ${fits}.`;
  return isNarrowedFurther(filter)
    ? `None of the ${place} is locked and ${fits}.`
    : `None of the ${place} is locked.`;
}
