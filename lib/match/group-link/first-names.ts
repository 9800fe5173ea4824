const NAMELESS = "Somebody";

/**
 * What a stranger may read of each name: its first word, and of an e-mail address what stands before the first sign that is no letter.
 * People whose first words are equal are numbered in the order given: "Max (1)", "Max (2)".
 */
export function firstNames(names: readonly string[]): Map<string, string> {
  const words = names.map((name) => [name, firstWord(name)] as const);
  const sharedBy = new Map<string, number>();
  for (const [, word] of words) sharedBy.set(word, (sharedBy.get(word) ?? 0) + 1);
  const numbered = new Map<string, number>();
  return new Map(
    words.map(([name, word]) => {
      if (sharedBy.get(word) === 1) return [name, word];
      const number = (numbered.get(word) ?? 0) + 1;
      numbered.set(word, number);
      return [name, `${word} (${number})`];
    }),
  );
}

function firstWord(name: string): string {
  const [word = ""] = name.trim().split(/\s/);
  const [before = "", after] = word.split("@", 2);
  const first = after === undefined ? word : (/^\p{L}+/u.exec(before)?.[0] ?? "");
  return first || NAMELESS;
}
