import { counted } from "@/lib/core/counted";
import { quoteName } from "@/lib/core/quote-name";
import { isTooLong, TOO_LONG_TEXT } from "@/lib/core/search-text";
import type { RatingFilter } from "@/lib/match/matches/list-room-ratings";

/** Why the filter of a room's ratings shows none: the search is too long, or which condition none of the ratings meets. */
export function noRatingText(filter: RatingFilter, ratingCount: number): string {
  const { film, userName, value } = filter;
  if (film && isTooLong(film)) return TOO_LONG_TEXT;
  const conditions = [
    value === "like" ? "a like" : "",
    value === "dislike" ? "a pass" : "",
    userName ? `by ${quoteName(userName)}` : "",
    film ? `of a film with ${quoteName(film)} in its title` : "",
  ].filter(Boolean);
  const which =
    ratingCount === 1
      ? "The only rating here is not"
      : `None of the ${counted(ratingCount, "rating")} here is`;
  return conditions.length > 0 ? `${which} ${conditions.join(" ")}.` : "There is no rating here.";
}
