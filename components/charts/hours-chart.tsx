import { max } from "d3-array";
import { counted } from "@/lib/core/counted";
import { WEEKDAYS } from "@/lib/match/analytics/figure-text";
import { busiestHour } from "@/lib/match/analytics/hours";
import { levelLimits, levelOf, levelTexts } from "./brightness-levels";
import { Drawing } from "./drawing";
import drawingStyles from "./drawing.module.css";
import styles from "./hours-chart.module.css";
import keyStyles from "./key.module.css";

interface Grid {
  on: "desk" | "phone";
  width: number;
  height: number;
  place(weekday: number, hour: number): { x: number; y: number };
  window: { width: number; height: number };
}

/** The layout on a wide screen: a row for each weekday, a column for each hour. */
const FACADE: Grid = {
  on: "desk",
  width: 777,
  height: 299,
  place: (weekday, hour) => ({ x: 42 + hour * 31, y: 4 + weekday * 39 }),
  window: { width: 22, height: 29 },
};
/** The layout on a phone: a column for each weekday, a row for each hour. */
const TOWER: Grid = {
  on: "phone",
  width: 329,
  height: 554,
  place: (weekday, hour) => ({ x: 40 + weekday * 42, y: 22 + hour * 22 }),
  window: { width: 37, height: 17 },
};

/** Draws each hour of the week as a window. The more ratings in that hour, the brighter the window. The drawing is dark in both themes. */
export function HoursChart({ hours, id }: { hours: number[][]; id: string }) {
  const limits = levelLimits(max(hours.flat()) ?? 0);
  const busiest = busiestHour(hours);
  const title = busiest
    ? `Ratings by day of the week and hour. Busiest: ${WEEKDAYS[busiest.weekday]} ${busiest.hour}:00, ${counted(busiest.ratings, "rating", "ratings")}.`
    : "Ratings by day of the week and hour. None.";
  return (
    <div className={styles.facade}>
      {[FACADE, TOWER].map((grid) => (
        <Drawing key={grid.on} id={id} title={title} {...grid}>
          <Windows hours={hours} grid={grid} limits={limits} />
          {WEEKDAYS.map((day, weekday) => {
            const { x, y } = grid.place(weekday, 0);
            return grid.on === "desk" ? (
              <text key={day} className={drawingStyles.lbl} x="0" y={y + 20}>
                {day}
              </text>
            ) : (
              <text key={day} className={drawingStyles.lbl} x={x + 18.5} y="12" textAnchor="middle">
                {day}
              </text>
            );
          })}
          {Array.from({ length: 8 }, (_, index) => index * 3).map((hour) => {
            const { x, y } = grid.place(0, hour);
            return grid.on === "desk" ? (
              <text key={hour} x={x + 11} y="293" textAnchor="middle">
                {String(hour).padStart(2, "0")}
              </text>
            ) : (
              <text key={hour} x="28" y={y + 13} textAnchor="end">
                {String(hour).padStart(2, "0")}
              </text>
            );
          })}
        </Drawing>
      ))}
      <p className={`${keyStyles.key} ${styles.lamps}`}>
        {levelTexts(limits).map((text, level) => (
          <span key={text}>
            <i className={styles[`lamp${level}`]} />
            {text}
          </span>
        ))}
      </p>
    </div>
  );
}

function Windows({
  hours,
  grid,
  limits: bands,
}: {
  hours: number[][];
  grid: Grid;
  limits: number[];
}) {
  const { width, height } = grid.window;
  const lit = hours.flatMap((row, weekday) =>
    row.map((ratings, hour) => ({ weekday, hour, ratings, ...grid.place(weekday, hour) })),
  );
  const dark = lit
    .filter(({ ratings }) => ratings === 0)
    .map(({ x, y }) => `M${x} ${y}h${width}v${height}h-${width}z`);
  return (
    <>
      <path className={styles.w0} d={dark.join("")} />
      {lit
        .filter(({ ratings }) => ratings > 0)
        .map(({ weekday, hour, ratings, x, y }) => {
          const level = levelOf(ratings, bands);
          return (
            <g key={`${weekday}/${hour}`} className={level >= 3 ? styles.lit : undefined}>
              <rect
                className={styles[`w${level}`]}
                x={x}
                y={y}
                width={width}
                height={height}
                rx="1.5"
              >
                <title>{`${WEEKDAYS[weekday]} ${hour}:00, ${counted(ratings, "rating", "ratings")}`}</title>
              </rect>
              <path
                className={drawingStyles.bars}
                d={
                  grid.on === "desk"
                    ? `M${x + width / 2} ${y}v${height}M${x} ${y + 12.2}h${width}`
                    : `M${x + width / 2} ${y}v${height}`
                }
              />
            </g>
          );
        })}
    </>
  );
}
