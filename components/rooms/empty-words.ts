import type { RoomCounts } from "@/lib/rooms/count-own-rooms";
import type { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { plural } from "./plural";

/** What a list says that a filter left empty: which rooms were looked at, and what none of them is. */
export function emptyWords(
  filter: RoomsFilter,
  counts: Pick<RoomCounts, "open" | "trash" | "matchingTrash">,
): { title: string; text: string; trashHas: number } {
  // The list of locked rooms, the trash and the list of both leave no further rooms that could match.
  const trashHas = filter.status === "open" ? counts.matchingTrash : 0;
  const also = trashHas === 1 ? " One in the trash does." : ` ${trashHas} in the trash do.`;
  return {
    title: titleOf(filter),
    text: `${whichAreNot(filter, counts)}${trashHas > 0 ? also : ""}`,
    trashHas,
  };
}

function isNarrowedFurther({ q, type, activity }: RoomsFilter): boolean {
  return q !== "" || type !== "any" || activity !== "any";
}

function titleOf(filter: RoomsFilter): string {
  if (filter.q) return `No room matches “${filter.q}”`;
  const isLockedAlone = filter.status === "locked" && !isNarrowedFurther(filter);
  return isLockedAlone ? "No room is locked" : "No room is like that";
}

function whichAreNot(
  filter: RoomsFilter,
  { open, trash }: Pick<RoomCounts, "open" | "trash">,
): string {
  const looked = {
    open: [open, plural(open, "open room")],
    locked: [open, plural(open, "open room")],
    trash: [trash, `${plural(trash, "room")} in the trash`],
    any: [open + trash, `${plural(open + trash, "room")}, open or in the trash,`],
  } as const;
  const [many, place] = looked[filter.status];
  if (many === 0) return filter.status === "trash" ? "The trash is empty." : "There is none open.";
  const fits = filter.q
    ? "has that in its name, its owner or its films"
    : "fits what was chosen above";
  if (filter.status !== "locked") return `None of the ${place} ${fits}.`;
  return isNarrowedFurther(filter)
    ? `None of the ${place} is locked and ${fits}.`
    : `None of the ${place} is locked.`;
}
