const WORDS: Record<string, string> = {
  standard: "Standard",
  unanimous: "Unanimous",
  solo: "Solo",
  async: "Async",
};

/** A room's type as a word; one nobody knows is shown as it came. */
export function roomTypeWord(type: string): string {
  return WORDS[type] ?? (type || "Standard");
}

/** "1 match", "7 matches", "1,238 ratings". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
