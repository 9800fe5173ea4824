import { Button } from "@/components/ui/button";
import fieldStyles from "@/components/ui/field.module.css";
import { shownText } from "@/lib/core/hidden-characters";
import type { RoomPersonTally } from "@/lib/match/list-room-people";
import type { RatingFilter } from "@/lib/match/matches/list-room-ratings";
import styles from "./rating-filters.module.css";

/** The form that filters the ratings by film, person and answer. It loads the same page again. */
export function RatingFilters({
  roomId,
  people,
  filter,
}: {
  roomId: string;
  people: readonly RoomPersonTally[];
  filter: RatingFilter;
}) {
  return (
    <search aria-label="Ratings">
      <form className={styles.narrow} method="get" action={`/rooms/${roomId}/people#ratings`}>
        <label>
          <span className="sr-only">Film</span>
          <input
            className={fieldStyles.input}
            type="search"
            name="film"
            placeholder="Film"
            defaultValue={filter.film}
          />
        </label>
        <label>
          <span className="sr-only">Person</span>
          <select className={fieldStyles.input} name="person" defaultValue={filter.userName ?? ""}>
            <option value="">Everybody</option>
            {people.map(({ userName }) => (
              <option key={userName} value={userName}>
                {shownText(userName)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="sr-only">Answer</span>
          <select className={fieldStyles.input} name="value" defaultValue={filter.value ?? ""}>
            <option value="">Liked or passed</option>
            <option value="like">Liked</option>
            <option value="dislike">Passed</option>
          </select>
        </label>
        <Button>Show</Button>
      </form>
    </search>
  );
}
