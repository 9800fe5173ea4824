import { describe, expect, it } from "vitest";
import { keyTagHue, keyTagLetter } from "./key-tag-hue";

// The hues and letters of known names. A change of the function changes the colours of everybody's key tags.
const DRAWN: [name: string, hue: number, letter: string][] = [
  ["room.json", 5, "R"],
  ["X", 12, "X"],
  ["Movie Night", 1, "M"],
  ["映画の夜", 9, "映"],
  ["sci-fi_2026-10", 5, "S"],
  ["rock'n'roll movies", 8, "R"],
  ["קולנוע בערב", 6, "ק"],
  ["👨‍👩‍👧‍👦 family", 8, "👨‍👩‍👧‍👦"],
  ["unanimous, or nothing", 3, "U"],
  ['Zoë\'s "best of" list', 2, "Z"],
  ["  padded room  ", 9, "P"],
  ["../../etc/passwd", 2, "E"],
  ["back\\slash", 6, "B"],
  ["🍿", 2, "🍿"],
  ["movie night!", 11, "M"],
  ["movie night?", 4, "M"],
];

describe("a key-tag", () => {
  it.each(DRAWN)("of %j has hue %i and shows %s", (name, hue, letter) => {
    expect(keyTagHue(name)).toBe(hue);
    expect(keyTagLetter(name).text).toBe(letter);
  });

  it("shows the first sign of a name that has neither letter nor digit nor emoji", () => {
    expect(keyTagLetter("  ?!  ")).toEqual({ text: "?", emoji: false });
  });

  it("is blank only when nothing of the name can be seen", () => {
    expect(keyTagLetter("")).toEqual({ text: "", emoji: false });
    expect(keyTagLetter(" \u200b ")).toEqual({ text: "", emoji: false });
  });
});
