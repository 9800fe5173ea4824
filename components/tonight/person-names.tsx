import { NameList } from "@/components/matches/name-list";
import { capitalised, numberText } from "@/lib/core/day-text";
import type { Company } from "@/lib/match/shortlist/shortlist-film";

const NAMED_MAX = 4;

/**
 * Names of people in a sentence, or how many they are; the viewer is "you".
 * @param isFirst whether they begin the sentence
 */
export function PersonNames({
  names,
  company: { you, isNameless },
  last,
  isFirst = false,
}: {
  names: readonly string[];
  company: Company;
  last?: "and" | "or";
  isFirst?: boolean;
}) {
  if (isNameless) {
    const count = numberText(names.length);
    return isFirst ? capitalised(count) : count;
  }
  const others = names.filter((name) => name !== you);
  const shown = others.length === names.length ? names : [isFirst ? "You" : "you", ...others];
  return (
    <NameList
      names={shown.slice(0, NAMED_MAX)}
      more={Math.max(0, shown.length - NAMED_MAX)}
      last={last}
    />
  );
}

/** "has" or "have", after these names. */
export function haveText(names: readonly string[], { you }: Company): string {
  return names.length === 1 && names[0] !== you ? "has" : "have";
}
