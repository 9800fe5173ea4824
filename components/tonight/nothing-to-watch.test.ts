import { expect, test } from "vitest";
import { nothingText, type SoFar } from "./nothing-to-watch";

const SO_FAR: SoFar = {
  ...{ roomType: "standard", filmsRated: 18, people: 4 },
  ...{ isAllWatched: false, isNarrowed: false },
};

test.each<[Partial<SoFar>, string, string]>([
  [
    {},
    "No two people like the same film yet.",
    "Eighteen films rated by four people. A film matches when two people like it.",
  ],
  [
    { roomType: "unanimous", filmsRated: 1, people: 1 },
    "No film yet that everybody likes.",
    "One film rated by one person. A film matches when everybody who has taken part likes it.",
  ],
  [
    { roomType: "solo" },
    "No film is on a list yet.",
    "Eighteen films rated by four people. Everybody keeps a list of their own.",
  ],
  [
    { filmsRated: 0, people: 0 },
    "Nobody has rated a film here yet.",
    "A film matches when two people like it.",
  ],
  [{ isAllWatched: true }, "Everything agreed on is watched.", "The next match stands here."],
  [
    { isNarrowed: true, isAllWatched: true },
    "No film agreed on fits.",
    "Choose other people, another length or another genre.",
  ],
])("%o says why there is nothing to watch", (given, title, text) => {
  expect(nothingText({ ...SO_FAR, ...given })).toEqual({ title, text });
});
