import { Button } from "@/components/ui/button";
import { shownText } from "@/lib/core/hidden-characters";
import type { RoomPersonTally } from "@/lib/match/list-room-people";
import type { RatingFilter } from "@/lib/match/matches/list-room-ratings";

/** Narrows the ratings by film, person and answer; an ordinary form that asks the same page again. */
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
      <form className="narrow" method="get" action={`/rooms/${roomId}/people#ratings`}>
        <label>
          <span className="vh">Film</span>
          <input
            className="input"
            type="search"
            name="film"
            placeholder="Film"
            defaultValue={filter.film}
          />
        </label>
        <label>
          <span className="vh">Person</span>
          <select className="input is-select" name="person" defaultValue={filter.userName ?? ""}>
            <option value="">Everybody</option>
            {people.map(({ userName }) => (
              <option key={userName} value={userName}>
                {shownText(userName)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="vh">Answer</span>
          <select className="input is-select" name="value" defaultValue={filter.value ?? ""}>
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
