import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runSeed } from "@/lib/testing/chance";
import { isTypedName, patternOfName } from "./typed-name";

/** [the name as it is stored, what somebody types] */
const SAME: [what: string, name: string, typed: string][] = [
  ["curly quotes", "Mara\u2019s \u201cbig\u201d night", 'Mara\'s "big" night'],
  ["straight quotes", "Mara's night", "Mara\u2019s night"],
  ["doubled spaces", "movie  night", "movie night"],
  ["a space that does not break", "movie\u00a0night", "movie night"],
  ["blanks at the ends", "  movie night ", "movie night"],
  ["a decomposed name", "Cine\u0301ma", "Cin\u00e9ma"],
  ["a composed name", "Cin\u00e9ma", "Cine\u0301ma"],
  ["a dash", "noir \u2013 part 2", "noir - part 2"],
  ["an ellipsis", "later\u2026", "later..."],
  ["characters that nobody can type", "\u202emovie\u200b night", "movie night"],
  ["signs of a pattern", "a.b*(c)", "a.b*(c)"],
];
const OTHER: [name: string, typed: string][] = [
  ["movie night", "Movie night"],
  ["movie night!", "movie night"],
  ["movie night", "movienight"],
  ["Cin\u00e9ma", "Cinema"],
  ["movie night", ""],
];

/** Compiles the pattern as browsers do. */
const lets = (name: string, typed: string) =>
  new RegExp(`^(?:${patternOfName(name)})$`, "v").test(typed);

describe("a name is typed", () => {
  test.each(SAME)("with %s", (_, name, typed) => {
    expect(isTypedName(typed, name)).toBe(true);
    expect(lets(name, typed)).toBe(true);
    expect(lets(name, name)).toBe(true);
  });

  test.each(OTHER)("%s is not typed as %s", (name, typed) => {
    expect(isTypedName(typed, name)).toBe(false);
  });

  test("the browser refuses another name", () => {
    expect(lets("movie night", "another name")).toBe(false);
  });

  test("the browser accepts every name that the server accepts", () => {
    const seed = runSeed();
    const piece = fc.constantFrom(
      ...[
        "a",
        "e\u0301",
        "\u00e9",
        "'",
        "\u2019",
        " ",
        "  ",
        "\u200b",
        "-",
        "\u2013",
        "9",
        "[",
        "\\",
        "\u{1f469}\u200d\u{1f467}",
      ],
    );
    const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(""));
    const property = fc.property(text, text, (name, other) => {
      for (const typed of [other, name, name.normalize("NFD"), name.normalize("NFC")]) {
        if (/\u200b/.test(typed) && typed !== name) continue;
        if (isTypedName(typed, name))
          expect(lets(name, typed), JSON.stringify([name, typed])).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 2_000, seed });
  });
});
