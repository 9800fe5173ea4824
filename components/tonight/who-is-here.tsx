import { Button } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { shownText } from "@/lib/core/hidden-characters";
import type { ShortlistFilter } from "@/lib/match/shortlist/shortlist-filter";
import { DimCandidates } from "./dim-candidates";
import { Narrow } from "./narrow";
import narrowStyles from "./narrow.module.css";
import pickStyles from "./pick.module.css";
import { ShowAtOnce } from "./show-at-once";
import styles from "./who-is-here.module.css";
import { WindowDrawing } from "./window";
import windowStyles from "./window.module.css";

const FORM = "shortlist";
const WINDOWS_MAX = 24;

/**
 * The form above the shortlist: a lit window for each person who is here, then length, genre and "not watched". It loads the same page
 * again and needs no script.
 * @param draw what "Pick one for us" draws with: the id of the room, and whether a film is picked already; null without a film to draw
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
  draw: { roomId: string; isPicked: boolean } | null;
  isSolo: boolean;
}) {
  const others = people.slice(WINDOWS_MAX);
  return (
    <form
      className={people.length > 1 ? styles.ask : `${styles.ask} ${styles.isBare}`}
      id={FORM}
      method="get"
      action={address}
      autoComplete="off"
      data-at-once=""
    >
      {people.length > 1 ? (
        <fieldset>
          <legend>{isSolo ? "Whose list" : "Who is here tonight"}</legend>
          <People {...{ filter, people: people.slice(0, WINDOWS_MAX), from: 0 }} />
          {others.length > 0 ? (
            <details>
              <summary>{others.length.toLocaleString("en-US")} more</summary>
              <People {...{ filter, people: others, from: WINDOWS_MAX }} />
            </details>
          ) : null}
        </fieldset>
      ) : null}
      <div className={`${styles.narrow} ${narrowStyles.narrow}`}>
        <Narrow
          length={filter.length}
          genre={filter.genre}
          genres={genres}
          isUnwatched={filter.unwatched}
        />
        <noscript>
          <Button>Show</Button>
        </noscript>
      </div>
      {draw === null ? null : (
        <div
          className={[styles.pick, pickStyles.pick, draw.isPicked && pickStyles.isAgain]
            .filter(Boolean)
            .join(" ")}
          data-pick=""
        >
          <Button
            look={draw.isPicked ? "plain" : "first"}
            tall
            icon="dices"
            formMethod="post"
            formAction={`/api/dashboard/rooms/${draw.roomId}/pick-film`}
          >
            {pickLabel(draw.isPicked, isSolo || people.length < 2)}
          </Button>
        </div>
      )}
      <ShowAtOnce formId={FORM} />
      <DimCandidates formId={FORM} />
    </form>
  );
}

function pickLabel(isPicked: boolean, isAlone: boolean): string {
  if (isPicked) return "Pick again";
  return isAlone ? "Pick one" : "Pick one for us";
}

function People({
  people,
  from,
  filter,
}: {
  people: readonly string[];
  from: number;
  filter: ShortlistFilter;
}) {
  return (
    <div className={styles.house}>
      {people.map((name, index) => (
        <label className={windowStyles.window} key={name} title={shownText(name)}>
          <input
            type="checkbox"
            name="here"
            value={name}
            defaultChecked={filter.here === null || filter.here.includes(name)}
          />
          <WindowDrawing index={from + index} />
          <span>
            <Name>{name}</Name>
          </span>
        </label>
      ))}
    </div>
  );
}
