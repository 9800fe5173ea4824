import { counted } from "@/lib/core/counted";
import { hourText, PERIOD_TEXT, percentText, WEEKDAYS_LONG, wholeText } from "./figure-text";
import { type Analytics, agreementOf, type Pair, share } from "./figures";
import { busiestHour, quietHours } from "./hours";

/** A sentence whose first part is emphasized. */
export interface Finding {
  strong: string;
  rest: string;
}

/** "162 matches in four weeks, 32 more than in the four weeks before." */
export function leadOf({ now, before, period }: Analytics): Finding {
  const text = PERIOD_TEXT[period.name];
  const strong = `${counted(now.matches, "match", "matches")} ${text.within}`;
  if (!before) {
    const rate = share(now.matches, now.ratings);
    const rest = rate === null ? "." : ` from ${counted(now.ratings, "rating", "ratings")}.`;
    return { strong, rest };
  }
  const more = now.matches - before.matches;
  if (more === 0) return { strong: `${strong},`, rest: ` as many as in ${text.before}.` };
  const amount = `${wholeText(Math.abs(more))} ${more > 0 ? "more" : "fewer"}`;
  return { strong: `${strong},`, rest: ` ${amount} than in ${text.before}.` };
}

/** "Group rooms have 112 matches of 78 different films: …", which adds up with all matches and says what is counted. */
export function filmsFinding({ filmsMatched, groupMatches, now }: Analytics): string {
  const solo = now.matches - groupMatches;
  const inGroups = counted(groupMatches, "match", "matches");
  const films = counted(filmsMatched, "different film", "different films");
  const first =
    groupMatches === 0
      ? "Group rooms have no match in this time."
      : `Group rooms have ${inGroups} of ${films}: a film counts once here, however many rooms matched it.`;
  if (solo <= 0) return first;
  const rest = solo === 1 ? "is a like in a solo list" : "are likes in solo lists";
  return `${first} The other ${wholeText(solo)} of ${counted(now.matches, "match", "matches")} ${rest}.`;
}

/** "Sundays at 19:00 are busiest, with 143 of 1,238 ratings. Nobody rates between 0:00 and 11:00." */
export function hoursFinding({ hours, now }: Analytics): Finding | null {
  const busiest = busiestHour(hours);
  if (!busiest) return null;
  const strong = `${WEEKDAYS_LONG[busiest.weekday]} at ${hourText(busiest.hour)}`;
  const part = `${wholeText(busiest.ratings)} of ${counted(now.ratings, "rating", "ratings")}`;
  const quiet = quietHours(hours);
  const rest = ` are busiest, with ${part}.`;
  if (!quiet) return { strong, rest };
  return {
    strong,
    rest: `${rest} Nobody rates between ${hourText(quiet.from)} and ${hourText(quiet.to)}.`,
  };
}

/** Of the people that the chart shows: the pairs with the highest and the lowest agreement, and how many pairs are compared. */
export function pairFindings({ agreement }: Pick<Analytics, "agreement">): {
  most: Pair | null;
  least: Pair | null;
  compared: number;
  pairs: number;
} {
  const { people, pairs } = agreement;
  const compared = pairs.filter(
    (pair) => agreementOf(pair) !== null && people.includes(pair.a) && people.includes(pair.b),
  );
  return {
    most: compared[0] ?? null,
    least: compared.length > 1 ? (compared.at(-1) ?? null) : null,
    compared: compared.length,
    pairs: (people.length * (people.length - 1)) / 2,
  };
}

/** "14 of 16 films, 88 %" */
export function pairText(pair: Pair): string {
  return `${pair.same} of ${counted(pair.common, "film")}, ${percentText(agreementOf(pair))} %`;
}
