import { numberWord } from "@/lib/core/number-word";
import type { Shelf } from "@/lib/match/shortlist/agreed-films";
import type { PickedFilm } from "@/lib/match/shortlist/pick-film";

/** How many people the shortlist is for, and whether others are away. */
export interface Sofa {
  here: number;
  isEverybody: boolean;
}

/** The length of a film: "1 h 36", "2 h 05", "45 min". */
export function lengthText(durationMs: number): string {
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** The title and the note of a shelf. */
export function shelfText(
  missing: Shelf["missing"],
  films: number,
  sofa: Sofa,
): { title: string; note: string } {
  const count = `${capital(numberWord(films))} ${films === 1 ? "film" : "films"}.`;
  if (missing === "one") {
    const likes = `${capital(numberWord(sofa.here - 1))} of ${numberWord(sofa.here)}`;
    return { title: "One yes is missing", note: `${count} ${likes} said yes.` };
  }
  if (missing === "more") {
    return { title: "Some of you", note: `${count} Agreed on, but not by everybody here.` };
  }
  return { title: `${capital(everybody(sofa))} said yes`, note: `${count} The newest first.` };
}

/** Why a film could be drawn: "By lot, out of three that all six like." */
export function pickText({ outOf, missing, isRepeated }: PickedFilm, sofa: Sofa): string {
  const what = {
    none: `that ${everybody(sofa)} like${sofa.here === 1 ? "s" : ""}`,
    one: "that one yes is missing for",
    more: "that some of you like",
  }[missing];
  if (outOf === 1) {
    const only = `The only film ${what}.`;
    return isRepeated ? `${only} There is no other to draw.` : only;
  }
  const chance = missing === "more" ? " Each yes is one more chance." : "";
  return `By lot, out of ${numberWord(outOf)} ${what}.${chance}`;
}

/** "all six", "both", "all five here", "the one person here" */
function everybody({ here, isEverybody }: Sofa): string {
  if (here === 1) return isEverybody ? "the one person in the room" : "the one person here";
  const all = here === 2 ? "both" : `all ${numberWord(here)}`;
  return isEverybody ? all : `${all} here`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
