import { Button } from "@/components/ui/button";
import fieldStyles from "@/components/ui/field.module.css";
import { Name } from "@/components/ui/name";
import { shownText } from "@/lib/core/hidden-characters";
import { FILM_LENGTHS, type ShortlistFilter } from "@/lib/match/shortlist/shortlist-filter";
import styles from "./who-is-here.module.css";

/**
 * The form above the shortlist: a lit window for each person who is here, then length, genre and "not watched". It loads the same page
 * again and needs no script.
 * @param draw the random number with which "Pick one for us" draws
 */
export function WhoIsHere({
  address,
  people,
  filter,
  genres,
  draw,
  isSolo,
}: {
  address: string;
  people: readonly string[];
  filter: ShortlistFilter;
  genres: readonly string[];
  draw: string | null;
  isSolo: boolean;
}) {
  return (
    <form className={styles.ask} method="get" action={address}>
      {people.length > 1 ? (
        <fieldset>
          <legend>{isSolo ? "Whose list" : "Who is here tonight"}</legend>
          <div className={styles.house}>
            {people.map((name) => (
              <label className={styles.person} key={name}>
                <input
                  type="checkbox"
                  name="here"
                  value={name}
                  defaultChecked={filter.here === null || filter.here.includes(name)}
                />
                <b aria-hidden="true">
                  <svg viewBox="0 0 40 48" aria-hidden="true">
                    <path d="M20 0V48M0 20H40" />
                    <g>
                      <circle cx="20" cy="29" r="6" />
                      <path d="M9 48c0-8 5-12 11-12s11 4 11 12Z" />
                    </g>
                  </svg>
                </b>
                <span>
                  <Name>{name}</Name>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <div className={styles.narrow}>
        <select
          className={fieldStyles.input}
          name="length"
          aria-label="Length"
          defaultValue={filter.length ?? ""}
        >
          <option value="">Any length</option>
          {Object.entries(FILM_LENGTHS).map(([name, { text }]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
        <select
          className={fieldStyles.input}
          name="genre"
          aria-label="Genre"
          defaultValue={filter.genre ?? ""}
        >
          <option value="">Any genre</option>
          {genres.map((genre) => (
            <option key={genre} value={genre}>
              {shownText(genre)}
            </option>
          ))}
        </select>
        <label className={styles.toggle}>
          <input type="checkbox" name="watched" value="no" defaultChecked={filter.unwatched} />
          Not watched
        </label>
        <Button>Show</Button>
      </div>
      {draw === null ? null : (
        <div className={styles.pick}>
          <Button look="first" tall name="draw" value={draw}>
            {isSolo || people.length < 2 ? "Pick one" : "Pick one for us"}
          </Button>
        </div>
      )}
    </form>
  );
}
