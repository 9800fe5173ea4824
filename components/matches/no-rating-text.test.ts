import { expect, test } from "vitest";
import { TOO_LONG_TEXT } from "@/lib/core/search-text";
import { noRatingText } from "./no-rating-text";

test.each([
  [{ film: "soup" }, 12, "None of the 12 ratings here is of a film with “soup” in its title."],
  [{ value: "like" as const }, 1, "The only rating here is not a like."],
  [
    { film: "soup", userName: "Ann", value: "dislike" as const },
    1_204,
    "None of the 1,204 ratings here is a pass by “Ann” of a film with “soup” in its title.",
  ],
  [{ userName: "Ann" }, 3, "None of the 3 ratings here is by “Ann”."],
  [{}, 3, "There is no rating here."],
  [{ film: "x".repeat(201), userName: "Ann" }, 3, TOO_LONG_TEXT],
])("%j of %i ratings", (filter, count, expected) => {
  expect(noRatingText(filter, count)).toBe(expected);
});
