const WORDS = [
  ...["no", "one", "two", "three", "four", "five", "six"],
  ...["seven", "eight", "nine", "ten", "eleven", "twelve"],
];

/** A count in a sentence: "three", from thirteen on "13". */
export function numberWord(count: number): string {
  return WORDS[count] ?? count.toLocaleString("en-US");
}
