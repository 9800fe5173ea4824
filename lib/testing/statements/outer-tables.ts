const OUTER_JOIN = /\b(left|right|full)\s+(?:outer\s+)?join\s+(?:lateral\s+)?(\w+|\()/gi;
const TABLE = /\b(?:from|join)\s+(\w+)/gi;

/**
 * The tables whose columns can be null in a statement's result because an outer join may find no row of them. For a subquery or a
 * named query these are the tables that it reads.
 */
export function outerTables(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const join of text.matchAll(OUTER_JOIN)) {
    const [whole, side = "", joined = ""] = join;
    if (side.toLowerCase() !== "left") throw new Error(`Write this join as a left join: ${whole}`);
    const start = join.index + whole.length;
    const tables = joined === "(" ? tablesIn(text, insideOf(text, start)) : tablesOf(text, joined);
    for (const table of tables) found.add(table);
  }
  return found;
}

/** A named query's tables, or the name itself where it is a table. */
function tablesOf(text: string, name: string): string[] {
  const named = new RegExp(`\\b${name}\\s+as\\s+(?:materialized\\s+)?\\(`, "i").exec(text);
  return named ? tablesIn(text, insideOf(text, named.index + named[0].length), name) : [name];
}

function tablesIn(text: string, query: string, self?: string): string[] {
  const names = [...query.matchAll(TABLE)].map(([, name = ""]) => name);
  return names.flatMap((name) => (name === self ? [] : tablesOf(text, name)));
}

/** The text from a place behind an opening parenthesis up to the one that closes it. */
function insideOf(text: string, start: number): string {
  let depth = 1;
  let end = start;
  while (end < text.length && depth > 0) {
    if (text[end] === "(") depth += 1;
    if (text[end] === ")") depth -= 1;
    end += 1;
  }
  return text.slice(start, end - 1);
}
