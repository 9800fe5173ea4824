import { expect, test } from "vitest";
import { agreementText, chosenByText, endsOnFirstMatch, orderText } from "./room-text";

test.each([
  ["nothing", {}, "Every film in the library"],
  ["one genre", { filters: [{ key: "genre", operator: "=", value: ["Comedy"] }] }, "Comedy"],
  [
    "genres, any of them",
    { filters: [{ key: "genre", operator: "=", value: ["Horror", "Thriller"] }] },
    "Horror or Thriller",
  ],
  [
    "genres, all of them",
    {
      filters: [{ key: "genre", operator: "=", value: ["Action", "Science Fiction"] }],
      genreFilterMode: "and",
    },
    "Action and Science Fiction",
  ],
  [
    "a genre and a rating",
    {
      filters: [
        { key: "genre", operator: "=", value: ["Drama"] },
        { key: "rating", operator: ">=", value: [">=7.5", "<=9.5"] },
      ],
    },
    "Drama; rated at least 7.5 and at most 9.5",
  ],
  ["a library", { filters: [{ key: "library", operator: "=", value: ["1"] }] }, "Library 1"],
  [
    "unwatched",
    { filters: [{ key: "unwatched", operator: "=", value: ["true"] }] },
    "Unwatched films",
  ],
  [
    "the two filters with special texts",
    {
      ratingFilter: { min: 6.5, max: 9, type: "audience" },
      contentRatingFilter: { ratings: ["PG-13", "R"] },
    },
    "Audience rating 6.5 to 9; PG-13 or R",
  ],
  ["an unknown key", { filters: [{ key: "mood", operator: "!=", value: ["sad"] }] }, "Mood != sad"],
  [
    "rubbish",
    { filters: [null, 7, { key: 3 }], ratingFilter: "high" },
    "Every film in the library",
  ],
])("%s", (_name, document, expected) => {
  expect(chosenByText(document)).toBe(expected);
});

test("order, agreement and when the game ends", () => {
  expect(orderText({ sort: "rating", sortOrder: "newest" })).toBe("Best rated first");
  expect(orderText({ sort: "random", sortOrder: "oldest" })).toBe("Oldest first");
  expect(orderText({})).toBe("Random");
  expect(agreementText("nobody knows")).toBe("A film matches when two people like it");
  expect(endsOnFirstMatch({ options: ["EndOnFirstMatch"] })).toBe(true);
});
