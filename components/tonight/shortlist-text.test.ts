import { expect, test } from "vitest";
import type { Lot } from "@/lib/match/shortlist/draw-film";
import { lengthText, pickText, shelfText } from "./shortlist-text";

test.each([
  [96, "1 h 36"],
  [125, "2 h 05"],
  [60, "1 h 00"],
  [45, "45 min"],
  [0.1, "1 min"],
])("%s minutes are %s", (minutes, expected) => {
  expect(lengthText(minutes * 60_000)).toBe(expected);
});

test.each([
  ["none", 3, 6, true, "All six said yes", "Three films. The newest first."],
  ["none", 1, 2, true, "Both said yes", "One film."],
  ["none", 2, 5, false, "All five here said yes", "Two films. The newest first."],
  ["none", 2, 1, false, "The one person here said yes", "Two films. The newest first."],
  ["one", 4, 6, true, "One yes is missing", "Four films. Five of six said yes."],
  ["more", 13, 6, true, "Some of you", "Thirteen films. Agreed on, but not by everybody here."],
] as const)(
  "the shelf %s of %s films, %s people",
  (missing, films, here, isEverybody, title, note) => {
    expect(shelfText(missing, films, { here, isEverybody, isSolo: false })).toEqual({
      title,
      note,
    });
  },
);

test.each([
  [3, "none", 6, true, false, "By lot, out of three that all six like."],
  [2, "none", 2, false, false, "By lot, out of two that both here like."],
  [2, "none", 1, true, false, "By lot, out of two that the one person in the room likes."],
  [4, "one", 6, true, false, "By lot, out of four that one yes is missing for."],
  [
    7,
    "more",
    6,
    true,
    false,
    "By lot, out of seven that some of you like. Each yes is one more chance.",
  ],
  [1, "none", 6, true, false, "The only film that all six like."],
  [1, "none", 6, true, true, "The only film that all six like. There is no other to draw."],
] as const)(
  "a draw out of %s of the shelf %s says why",
  (outOf, missing, here, isEverybody, isRepeated, text) => {
    const lot: Lot = { outOf, missing, isRepeated };
    expect(pickText(lot, { here, isEverybody, isSolo: false })).toBe(text);
  },
);

test.each([
  ["none", 1, "On the list", "By lot, out of two on the list."],
  ["none", 2, "On both lists", "By lot, out of two on both lists."],
  ["one", 3, "On two of three lists", "By lot, out of two on two of three lists."],
  ["more", 5, "On some lists", "By lot, out of two on some lists."],
] as const)(
  "in a solo room of %s, %s people have lists, not likes",
  (missing, here, title, why) => {
    const sofa = { here, isEverybody: true, isSolo: true };
    expect(shelfText(missing, 2, sofa)).toEqual({
      title,
      note: "Two films. Those that wait longest come first.",
    });
    expect(pickText({ outOf: 2, missing, isRepeated: false }, sofa)).toBe(why);
  },
);
