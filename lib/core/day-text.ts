const SMALL = [
  ..."no one two three four five six seven eight nine ten eleven twelve thirteen".split(" "),
  ..."fourteen fifteen sixteen seventeen eighteen nineteen".split(" "),
];
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A whole number in words up to ninety-nine, in figures beyond. */
export function numberText(number: number): string {
  if (number < 0 || number > 99 || !Number.isInteger(number)) return number.toLocaleString("en-US");
  const small = SMALL[number];
  if (small) return small;
  const [ten, one] = [TENS[Math.floor(number / 10) - 2] ?? "", number % 10];
  return one === 0 ? ten : `${ten}-${SMALL[one]}`;
}

/**
 * A number of days in words: "a day", "six weeks", "ninety days".
 * @param adjective goes before the unit: "six quiet weeks"
 */
export function daysText(days: number, adjective = ""): string {
  const isWeeks = days > 0 && days % 7 === 0 && days <= 84;
  const count = isWeeks ? days / 7 : days;
  const unit = [adjective, isWeeks ? "week" : "day"].filter(Boolean).join(" ");
  return count === 1 ? `a ${unit}` : `${numberText(count)} ${unit}s`;
}

/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
