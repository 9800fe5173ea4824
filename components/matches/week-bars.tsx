import { counted } from "@/lib/core/counted";
import styles from "./week-bars.module.css";

const STEP = 9;
const HEIGHT = 20;

/**
 * The ratings of eight weeks as a row of thin bars, oldest first. The room's busiest week has the tallest bar. The text for screen readers
 * and the tooltip say the sum.
 */
export function WeekBars({ weeks }: { weeks: readonly number[] | null }) {
  if (!weeks) return null;
  const most = Math.max(...weeks, 1);
  const sum = weeks.reduce((total, count) => total + count, 0);
  const text = sum === 0 ? "No ratings in eight weeks" : `${counted(sum, "rating")} in eight weeks`;
  const bars = weeks
    .map((count, week) => {
      const height = count === 0 ? 0 : Math.max((count / most) * (HEIGHT - 2), 3);
      return height ? `M${week * STEP + 2} ${HEIGHT}v-${height.toFixed(1)}` : "";
    })
    .join("");
  return (
    <span className={styles.weeks} title={text}>
      <svg viewBox={`0 0 ${weeks.length * STEP - 5} ${HEIGHT + 1}`} aria-hidden="true">
        <path className={styles.ground} d={`M0 ${HEIGHT + 0.5}H${weeks.length * STEP - 5}`} />
        <path d={bars} />
      </svg>
      <span className="sr-only">{text}</span>
    </span>
  );
}
