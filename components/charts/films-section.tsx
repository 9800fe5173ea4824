import saidStyles from "@/components/ui/said.module.css";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { DIVISIVE_RATINGS_MIN, DIVISIVE_RATINGS_MIN_ONE_ROOM } from "@/lib/match/analytics/figures";
import { filmsFinding } from "@/lib/match/analytics/findings";
import { DivisiveFilms } from "./divisive-films";
import styles from "./films-section.module.css";
import { Numbers, type PartProps } from "./report-parts";
import { TopFilms } from "./top-films";

/** The films that the rooms agreed on, and the films on which people disagree. */
export function FilmsSection({ figures, csvHref }: PartProps) {
  const { topFilms } = figures;
  return (
    <Section
      title="Films"
      id="films"
      note={`The films that the rooms agreed on, and the films on which people disagree. ${filmsFinding(figures)}`}
    >
      <div>
        <div className={styles.two}>
          <div>
            <h3 className={styles.sub}>Agreed on most</h3>
            <p className={styles.subp}>Rooms that matched it; each tag is a room</p>
            {topFilms.length > 0 ? (
              <TopFilms films={topFilms} />
            ) : (
              <p className={saidStyles.said}>No group room matched a film in this time.</p>
            )}
          </div>
          <div>
            <h3 className={styles.sub}>Most divisive</h3>
            <Divisive figures={figures} ratingsMin={DIVISIVE_RATINGS_MIN} />
          </div>
        </div>
        <Numbers figures={figures} csvHref={csvHref} names={["films", "divisive"]} />
      </div>
    </Section>
  );
}

/** The films on which the people of one room disagree. */
export function DivisiveSection({ figures, csvHref }: PartProps) {
  return (
    <Section
      title="Most divisive"
      id="divisive"
      note="Films on which the people here disagree. Those with the most even answers come first."
    >
      <div className={styles.reportNarrow}>
        <Divisive figures={figures} ratingsMin={DIVISIVE_RATINGS_MIN_ONE_ROOM} />
        <Numbers figures={figures} csvHref={csvHref} names={["divisive"]} />
      </div>
    </Section>
  );
}

function Divisive({ figures, ratingsMin }: Pick<PartProps, "figures"> & { ratingsMin: number }) {
  return (
    <>
      <p className={styles.subp}>
        Passed on the left, liked on the right; {counted(ratingsMin, "rating")} or more, at least a
        quarter on each side
      </p>
      {figures.divisive.length > 0 ? (
        <DivisiveFilms films={figures.divisive} />
      ) : (
        <p className={saidStyles.said}>
          Nobody disagrees much in this time: no film with {counted(ratingsMin, "rating")} or more
          has a quarter of them on each side.
        </p>
      )}
    </>
  );
}
