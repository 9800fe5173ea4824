import { capitalised, numberText } from "@/lib/core/day-text";
import type { Shelf } from "@/lib/match/shortlist/agreed-films";
import type { Lot } from "@/lib/match/shortlist/draw-film";

/** How many people the shortlist is for, and whether others are away. */
export interface Sofa {
  here: number;
  isEverybody: boolean;
  /** Whether each of them keeps a list of their own. */
  isSolo: boolean;
}

/** The length of a film: "1 h 36", "2 h 05", "45 min". */
export function lengthText(durationMs: number): string {
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** "Three films", "One film" */
export function countText(count: number, one: string, several: string): string {
  return capitalised(countWords(count, one, several));
}

/** "three films", "one film" */
export function countWords(count: number, one: string, several: string): string {
  return `${numberText(count)} ${count === 1 ? one : several}`;
}

/** The title and the note of a shelf. */
export function shelfText(
  missing: Shelf["missing"],
  films: number,
  sofa: Sofa,
): { title: string; note: string } {
  const count = `${countText(films, "film", "films")}.`;
  const newest = films > 1 ? `${count} The newest first.` : count;
  if (sofa.isSolo) {
    const note = films > 1 ? `${count} Those that wait longest come first.` : count;
    return { title: capitalised(lists(missing, sofa)), note };
  }
  if (missing === "one") {
    const likes = `${capitalised(numberText(sofa.here - 1))} of ${numberText(sofa.here)}`;
    return { title: "One yes is missing", note: `${count} ${likes} said yes.` };
  }
  if (missing === "more") {
    return { title: "Some of you", note: `${count} Agreed on, but not by everybody here.` };
  }
  return { title: `${capitalised(everybody(sofa))} said yes`, note: newest };
}

/** Why a film could be drawn: "By lot, out of three that all six like." */
export function pickText({ outOf, missing, isRepeated }: Lot, sofa: Sofa): string {
  const what = sofa.isSolo
    ? lists(missing, sofa)
    : {
        none: `that ${everybody(sofa)} like${sofa.here === 1 ? "s" : ""}`,
        one: "that one yes is missing for",
        more: "that some of you like",
      }[missing];
  if (outOf === 1) {
    const only = `The only film ${what}.`;
    return isRepeated ? `${only} There is no other to draw.` : only;
  }
  const chance = missing === "more" && !sofa.isSolo ? " Each yes is one more chance." : "";
  return `By lot, out of ${numberText(outOf)} ${what}.${chance}`;
}

/** "all six", "both", "all five here", "the one person here" */
function everybody({ here, isEverybody }: Sofa): string {
  if (here === 1) return isEverybody ? "the one person in the room" : "the one person here";
  const all = here === 2 ? "both" : `all ${numberText(here)}`;
  return isEverybody ? all : `${all} here`;
}

/** "on the list", "on all three lists", "on two of three lists" */
function lists(missing: Shelf["missing"], { here }: Sofa): string {
  if (here === 1) return "on the list";
  const all = here === 2 ? "both" : `all ${numberText(here)}`;
  const some = missing === "one" ? `${numberText(here - 1)} of ${numberText(here)}` : "some";
  return `on ${missing === "none" ? all : some} lists`;
}
