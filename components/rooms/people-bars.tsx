import { Name } from "@/components/ui/name";
import type { RoomPersonTally } from "@/lib/match/list-room-people";

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
      <ul className="people">
        {people.map((person) => {
          const seen = Math.max(person.rated, person.progress ?? 0);
          const whole = Math.max(films, seen, 1);
          const x = (count: number) => ((count / whole) * WIDTH).toFixed(1);
          return (
            <li key={person.userName}>
              <span className="nm">
                <Name>{person.userName}</Name>
                {person.userName === ownerName ? <small>owner</small> : null}
              </span>
              <svg
                className="bar"
                viewBox={`0 0 ${WIDTH} 8`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <line className="t" x1="0" x2={WIDTH} y1="4" y2="4" />
                {seen > 0 ? <line className="d" x1="0" x2={x(seen)} y1="4" y2="4" /> : null}
                {person.liked > 0 ? (
                  <line className="l" x1="0" x2={x(person.liked)} y1="4" y2="4" />
                ) : null}
              </svg>
              <span className="r l n">{person.liked} liked</span>
              <span className="r n">
                {seen === 0 ? "not rated yet" : `${seen} of ${Math.max(films, seen)}`}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="key" aria-hidden="true">
        <span>
          <i />
          liked
        </span>
        <span>
          <i className="is-passed" />
          passed
        </span>
        <span>
          <i className="is-unseen" />
          still to see
        </span>
      </p>
    </div>
  );
}
