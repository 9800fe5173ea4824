import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import ratingsStyles from "@/components/ui/ratings.module.css";
import { ShownText } from "@/components/ui/shown-text";
import { AbsoluteTime } from "@/components/ui/time";
import { shownText } from "@/lib/core/hidden-characters";
import { filmTitle } from "@/lib/match/film-title";
import type { RoomRating } from "@/lib/match/matches/list-room-ratings";

/** One page of ratings as a table: film, person, answer, time. */
export function RatingTable({
  ratings,
  none,
  clear,
}: {
  ratings: readonly RoomRating[];
  /** The reason why there is no rating. */
  none: string;
  /** The address without any filter. */
  clear: string;
}) {
  if (ratings.length === 0) {
    return (
      <p className="text-ink-2">
        {none}{" "}
        <a className={linkStyles.link} href={clear}>
          Show all of them
        </a>
      </p>
    );
  }
  return (
    <table className={ratingsStyles.ratings}>
      <thead>
        <tr>
          <th scope="col">Film</th>
          <th scope="col">Person</th>
          <th scope="col">Answer</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {ratings.map((rating) => (
          <tr key={`${rating.mediaId}\n${rating.userName}`}>
            <th scope="row" title={shownText(rating.mediaId)}>
              <Name>{filmTitle(rating)}</Name>
              {rating.year ? <small> {rating.year}</small> : null}
            </th>
            <td>
              <Name>{rating.userName}</Name>
            </td>
            <td className={rating.value === "like" ? ratingsStyles.isLike : undefined}>
              <ShownText text={ratingText(rating.value)} />
            </td>
            <td>
              <AbsoluteTime at={rating.ratedAtMs} as="short" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ratingText(value: string): string {
  if (value === "like") return "Liked";
  return value === "dislike" ? "Passed" : value;
}
