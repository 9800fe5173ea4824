import { TimeUntil } from "@/components/ui/time";
import { now } from "@/lib/core/clock";
import styles from "./register-stay.module.css";

const LENGTH = 72;
const MARGIN = 2.5;

/**
 * What is left of a stay: a line that shortens, and words. In the last week brass and bold too, never by colour alone.
 * @param since when the stay last began again: the last write
 */
export function Stay({
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
    <span className={isSoon ? `${styles.stay} ${styles.isSoon}` : styles.stay}>
      <svg viewBox="0 0 72 8" aria-hidden="true">
        <line x1="0" x2={LENGTH} y1="4" y2="4" />
        <line className={styles.left} x1="0" x2={end} y1="4" y2="4" />
        {until ? <circle cx={end} cy="4" r="2.5" /> : null}
      </svg>
      <span>{until ? <TimeUntil at={until} /> : "stays"}</span>
    </span>
  );
}
