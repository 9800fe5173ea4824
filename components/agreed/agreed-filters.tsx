import { DimCandidates } from "@/components/tonight/dim-candidates";
import { Choice, Narrow } from "@/components/tonight/narrow";
import narrowStyles from "@/components/tonight/narrow.module.css";
import pickStyles from "@/components/tonight/pick.module.css";
import { ShowAtOnce } from "@/components/tonight/show-at-once";
import { Button, HiddenFields } from "@/components/ui/button";
import filtersStyles from "@/components/ui/filters.module.css";
import { Icon } from "@/components/ui/icon";
import { shownText } from "@/lib/core/hidden-characters";
import type { AgreedView } from "./agreed";
import styles from "./agreed-filters.module.css";

const FORM = "agreed";

/** The search, the choices, and the draw. All of them load the same page again and need no script. */
export function AgreedFilters({
  view: { filter, rooms, genres, toDraw, nextDraw },
  hidden,
}: {
  view: AgreedView;
  hidden: Record<string, string>;
}) {
  return (
    <form
      className={styles.ask}
      id={FORM}
      method="get"
      action="/agreed"
      autoComplete="off"
      data-at-once=""
    >
      <HiddenFields fields={hidden} />
      <label className={filtersStyles.find}>
        <Icon name="search" />
        <span className="sr-only">Search films and people</span>
        <input
          type="search"
          name="q"
          placeholder="A film, a person"
          defaultValue={filter.q}
          maxLength={200}
        />
      </label>
      <button type="submit" className="sr-only">
        Search
      </button>
      <div className={narrowStyles.narrow}>
        <Narrow
          length={filter.length}
          genre={filter.genre}
          genres={genres}
          isUnwatched={filter.watched === "no"}
        >
          {rooms.length > 1 ? (
            <Choice name="room" label="All rooms" value={filter.room}>
              {rooms.map((room) => (
                <option key={room} value={room}>
                  {shownText(room)}
                </option>
              ))}
            </Choice>
          ) : null}
        </Narrow>
        <noscript>
          <Button>Show</Button>
        </noscript>
      </div>
      {toDraw > 0 ? (
        <div className={pickStyles.pick} data-pick="">
          <Button
            look="first"
            tall
            icon="dices"
            name="draw"
            value={nextDraw}
            formAction="/agreed#picked"
          >
            {toDraw === 1 ? "Pick the one" : `Pick from the ${toDraw.toLocaleString("en-US")}`}
          </Button>
        </div>
      ) : null}
      <ShowAtOnce formId={FORM} />
      <DimCandidates formId={FORM} />
    </form>
  );
}
