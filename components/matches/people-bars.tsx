import keyStyles from "@/components/charts/key.module.css";
import { Name } from "@/components/ui/name";
import type { RoomPersonTally } from "@/lib/match/list-room-people";
import styles from "./people-bars.module.css";

const WIDTH = 400;

/**
 * How far each person has come: liked, passed, still to see. How many films are in play is the game server's secret, so the
 * bars count the films that anybody here has rated.
 */
export function PeopleBars({
  people,
  films,
  ownerName,
}: {
  people: readonly RoomPersonTally[];
  films: number;
  ownerName: string;
}) {
  return (
    <div>
      <ul className={styles.people}>
        {people.map((person) => {
          const seen = Math.max(person.rated, person.progress ?? 0);
          const whole = Math.max(films, seen, 1);
          const x = (count: number) => ((count / whole) * WIDTH).toFixed(1);
          return (
            <li key={person.userName}>
              <span className={styles.nm}>
                <Name>{person.userName}</Name>
                {person.userName === ownerName ? <small>owner</small> : null}
              </span>
              <svg
                className={styles.bar}
                viewBox={`0 0 ${WIDTH} 8`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <line className={styles.t} x1="0" x2={WIDTH} y1="4" y2="4" />
                {seen > 0 ? <line className={styles.d} x1="0" x2={x(seen)} y1="4" y2="4" /> : null}
                {person.liked > 0 ? (
                  <line className={styles.l} x1="0" x2={x(person.liked)} y1="4" y2="4" />
                ) : null}
              </svg>
              <span className={`${styles.r} ${styles.l}`}>{person.liked} liked</span>
              <span className={styles.r}>
                {seen === 0 ? "not rated yet" : `${seen} of ${Math.max(films, seen)}`}
              </span>
            </li>
          );
        })}
      </ul>
      <p className={keyStyles.key} aria-hidden="true">
        <span>
          <i />
          liked
        </span>
        <span>
          <i className={keyStyles.isPassed} />
          passed
        </span>
        <span>
          <i className={keyStyles.isUnseen} />
          still to see
        </span>
      </p>
    </div>
  );
}
