import pg from "pg";
import { vi } from "vitest";
import { SAMPLES } from "./samples";
import { HOLE, NUMBER, VALUE } from "./statement-text";

/** Runs the code of the samples, and resolves with the texts of the statements that each file's sample ran. */
export async function runSamples(spaceId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  const texts = new Map<string, readonly string[]>();
  for (const [file, sample] of Object.entries(SAMPLES)) {
    if (typeof sample === "string") continue;
    query.mockClear();
    await sample(spaceId).catch((error) => {
      // A statement that Postgres refuses is among the texts, and the test says which.
      if (!(error instanceof pg.DatabaseError)) throw error;
    });
    const given = query.mock.calls.map(([statement]) => statement as string | pg.QueryConfig);
    const ran = given.map((one) => (typeof one === "string" ? one : one.text));
    texts.set(file, [...new Set(ran)]);
  }
  query.mockRestore();
  return texts;
}

const CURSOR = /^fetch \d+ from (\w+)$/;

/**
 * The complete texts of a statement whose text is known only when the code runs: those that its file's sample ran, or those with the
 * sample's text in place of each unknown part. What is fetched from a cursor has the columns of the cursor's own statement.
 */
export function wholeTexts(
  { file, texts }: { file: string; texts: readonly string[] },
  ran: readonly string[],
): string[] {
  const sample = SAMPLES[file];
  return texts.flatMap((text) => {
    let values = 0;
    const plain = text.replaceAll(NUMBER, "1").replaceAll(VALUE, () => `$${++values}`);
    const [, cursor] = CURSOR.exec(plain) ?? [];
    if (cursor) {
      const begin = new RegExp(`^declare ${cursor} .*? cursor for `, "s");
      return ran.filter((one) => begin.test(one)).map((one) => one.replace(begin, ""));
    }
    if (!text.includes(HOLE)) return splitSettings(plain);
    if (typeof sample === "string") return splitSettings(plain.replaceAll(HOLE, sample));
    const pieces = text.split(HOLE).map(patternOf);
    return ran.filter((one) => holdsPieces(one, pieces));
  });
}

/** Whether a text is made of these pieces, in order, with anything between them. */
function holdsPieces(text: string, pieces: readonly string[]): boolean {
  let rest = text;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const found = new RegExp(`${index === 0 ? "^" : ""}${piece}${isLast ? "$" : ""}`).exec(rest);
    if (!found) return false;
    rest = rest.slice(found.index + found[0].length);
  }
  return true;
}

function patternOf(piece: string): string {
  const escaped = piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return escaped.replaceAll(NUMBER, "\\d+").replaceAll(VALUE, "\\$\\d+");
}

/** A list of settings is the one text of several statements. Only one statement can be prepared. */
function splitSettings(text: string): string[] {
  return /^set /.test(text) ? text.split(/;\s*/).filter(Boolean) : [text];
}
