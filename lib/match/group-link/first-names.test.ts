import fc from "fast-check";
import { expect, test } from "vitest";
import { runSeed } from "@/lib/testing/chance";
import { naughtyText } from "@/lib/testing/naughty";
import { firstNames } from "./first-names";

test.each([
  ["one word", ["Mara"], ["Mara"]],
  ["first and last name", ["Mara Klein"], ["Mara"]],
  ["equal first names", ["Max Adler", "Max Berg", "Maxi"], ["Max (1)", "Max (2)", "Maxi"]],
  ["spaces of other kinds", ["  Mara\u00a0Klein ", "Zoë\tLang"], ["Mara", "Zoë"]],
  ["an e-mail address", ["mara.klein@example.org"], ["mara"]],
  [
    "an address without letters",
    ["1234@example.org", "@example"],
    ["Somebody (1)", "Somebody (2)"],
  ],
  ["nothing", ["", "   "], ["Somebody (1)", "Somebody (2)"]],
  ["another script", ["محمد عبد الرحمن", "映画"], ["محمد", "映画"]],
])("of %s, a stranger reads only the first word", (_name, names, expected) => {
  expect([...firstNames(names).values()]).toEqual(expected);
});

test("everybody has a label of their own, and no label has a second word or an @ of a name", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(naughtyText, fc.constantFrom("Max A", "Max B", "Max", "a@b"))),
      (names) => {
        const labels = firstNames(names);
        expect(labels.size).toBe(names.length);
        expect(new Set(labels.values()).size).toBe(names.length);
        for (const [name, label] of labels) {
          const word = label.replace(/ \(\d+\)$/, "");
          expect(word).not.toMatch(/[\s@]/);
          if (word !== "Somebody") expect(name.trim().startsWith(word)).toBe(true);
        }
      },
    ),
    { seed: runSeed() },
  );
});
