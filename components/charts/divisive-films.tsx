import type { DivisiveFilm } from "@/lib/match/analytics/figures";
import { px } from "./drawing";
import drawingStyles from "./drawing.module.css";
import rankStyles from "./rank.module.css";
import { FilmTitle } from "./top-films";

const LINES = 7;
const HALF = 70;
/** Up to this number, each swipe is drawn as a mark of its own. */
const MARKS_MAX = 6;

/** Films on which people disagree: passes are left of the middle, likes are right of it. */
export function DivisiveFilms({ films }: { films: readonly DivisiveFilm[] }) {
  const shown = films.slice(0, LINES);
  const most = Math.max(1, ...shown.flatMap(({ likes, passes }) => [likes, passes]));
  return (
    <ol className={`${rankStyles.rank} ${rankStyles.split}`}>
      {shown.map((film) => (
        <li key={film.mediaId}>
          <FilmTitle film={film} />
          <span className={rankStyles.nv}>
            {film.passes}
            <span className="sr-only"> passed,</span>
          </span>
          <svg className={drawingStyles.chart} viewBox="0 0 144 12" aria-hidden="true">
            <Side count={film.passes} most={most} towards={-1} />
            <Side count={film.likes} most={most} towards={1} />
          </svg>
          <span className={`${rankStyles.v} ${rankStyles.isStart}`}>
            {film.likes}
            <span className="sr-only"> liked</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Side({ count, most, towards }: { count: number; most: number; towards: 1 | -1 }) {
  const marks = most <= MARKS_MAX;
  const unit = HALF / most;
  const pieces = marks ? count : Math.min(count, 1);
  const width = marks ? unit - 2 : unit * count;
  return Array.from({ length: pieces }, (_, index) => {
    const near = 1 + index * unit;
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of equal marks
        key={index}
        className={towards === 1 ? drawingStyles.like : drawingStyles.nope}
        x={px(towards === 1 ? 72 + near : 72 - near - width)}
        y="1"
        width={px(width)}
        height="10"
      />
    );
  });
}
