import { TimeUntil } from "@/components/ui/time";
import { now } from "@/lib/core/clock";
import styles from "./room-list-time-left.module.css";

const LENGTH = 72;
const MARGIN = 2.5;

/**
 * How much time is left until a room expires: a line that becomes shorter, and a text. In the last week it is also bold, so that it does
 * not depend on colour alone.
 * @param since when this time began: the last write
 */
export function TimeLeft({
  since,
  until,
  isSoon,
}: {
  since: Date;
  until: Date | null;
  isSoon: boolean;
}) {
  const left = until
    ? (until.getTime() - now().getTime()) / Math.max(until.getTime() - since.getTime(), 1)
    : 1;
  const end = (MARGIN + (LENGTH - 2 * MARGIN) * Math.min(Math.max(left, 0), 1)).toFixed(1);
  return (
    <span className={isSoon ? `${styles.timeLeft} ${styles.isSoon}` : styles.timeLeft}>
      <svg viewBox="0 0 72 8" aria-hidden="true">
        <line x1="0" x2={LENGTH} y1="4" y2="4" />
        <line className={styles.left} x1="0" x2={end} y1="4" y2="4" />
        {until ? <circle cx={end} cy="4" r="2.5" /> : null}
      </svg>
      <span>{until ? <TimeUntil at={until} /> : "stays"}</span>
    </span>
  );
}
