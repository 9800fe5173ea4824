import type { AuditAction } from "./audit-action";
import { type DoneText, type Facts, sentences, text, timeIn } from "./fact-text";

/** The text of each change of what a film room shows its group; see `DONE`. */
export const TONIGHT_DONE = {
  "room.mark-watched": () => ({ did: "marked a film of", after: "as watched" }),
  "room.unmark-watched": () => ({ did: "took the watched mark off a film of" }),
  "room.pick-film": () => ({ did: "picked the film of the evening in" }),
  "room.unpick-film": () => ({ did: "took back the film of the evening in" }),
  "room.make-link": (facts, _line, timeZone) => ({
    did: "made a link for the group of",
    why: linkFacts(facts, timeZone),
  }),
  "room.change-link": (facts, _line, timeZone) => ({
    did: "changed the link for the group of",
    why: linkFacts(facts, timeZone),
  }),
  "room.switch-off-link": () => ({ did: "switched off the link for the group of" }),
  "room.switch-on-link": () => ({ did: "switched on the link for the group of" }),
} satisfies Partial<Record<AuditAction, DoneText>>;

/** "Until 2026-11-29 12:00 Vienna time. With first names" */
function linkFacts({ endsAt, showsNames }: Facts, timeZone: string): string {
  const end = timeIn(timeZone, text(endsAt));
  return sentences(
    end && `Until ${end}`,
    end && (showsNames === true ? "With first names" : "Without names"),
  );
}
