import { calendarDay } from "@/components/ui/time-text";
import { counted } from "@/lib/core/counted";
import type { ExpiryDay } from "@/lib/rooms/list-expiries";
import styles from "./expiries-by-day.module.css";

const STEP = 12;
const DOT = 3;
const STACK_MAX = 5;
const SOON_DAYS = 7;
const GROUND = 44;

/** How many rooms expire on each day: a dot for each room, highlighted in the coming week. Renders nothing if no room expires. */
export function ExpiriesByDay({ days }: { days: readonly ExpiryDay[] }) {
  const leaving = days.reduce((sum, day) => sum + day.rooms, 0);
  const last = days.at(-1);
  if (leaving === 0 || !last) return null;
  const width = days.length * STEP;
  const lastDay = calendarDay(last.day, "date");
  return (
    <figure className={styles.figure}>
      <figcaption>
        Leaving, by day
        <span>
          {counted(leaving, "room")} by {lastDay}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} 62`}
        role="img"
        aria-label={`${counted(leaving, "room")} leave by ${lastDay}`}
      >
        {days.map((day, index) => (
          <Day key={day.day} day={day} index={index} />
        ))}
      </svg>
    </figure>
  );
}

function Day({ day, index }: { day: ExpiryDay; index: number }) {
  const x = index * STEP + STEP / 2;
  const isSoon = index < SOON_DAYS;
  const shown = Math.min(day.rooms, STACK_MAX);
  return (
    <g className={isSoon ? styles.isSoon : undefined}>
      <title>{`${calendarDay(day.day, "date")}: ${counted(day.rooms, "room")}`}</title>
      <path d={`M${x - STEP / 2 + 1} ${GROUND + 0.5}h${STEP - 2}`} />
      {Array.from({ length: shown }, (_, dot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots of one day are all alike
        <circle key={dot} cx={x} cy={GROUND - 7 - dot * (DOT * 2 + 2)} r={DOT} />
      ))}
      {index % SOON_DAYS === 0 ? (
        <text x={index * STEP} y={GROUND + 15}>
          {index === 0 ? "Today" : dayAndMonth(day.day)}
        </text>
      ) : null}
    </g>
  );
}

function dayAndMonth(day: string): string {
  return calendarDay(day, "date").split(" ").slice(1).join(" ");
}
