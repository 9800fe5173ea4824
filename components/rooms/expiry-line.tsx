import drawingStyles from "@/components/charts/drawing.module.css";
import screenStyles from "@/components/ui/screen.module.css";
import { absoluteTime } from "@/components/ui/time-text";
import { DAY_MS } from "@/lib/rooms/expiry";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { LEAVING_DAYS } from "@/lib/rooms/rooms-where";
import styles from "./expiry-line.module.css";

const HEIGHT = 66;
const DOTS_MAX = 60;

interface Moments {
  opened: number;
  uses: readonly number[];
  now: number;
  leaves: number | null;
}

/**
 * A room's life as a line: when it was opened and used, the present, its last week, and when it expires. There is a drawing for each width.
 */
export function ExpiryLine({
  room,
  now,
  uses,
}: {
  room: RoomRecord;
  now: Date;
  /** When people used it, in milliseconds since 1970. */
  uses: readonly number[];
}) {
  const leaves = room.expiresAt?.getTime() ?? null;
  const opened = Math.min(room.createdAt.getTime(), now.getTime());
  const moments = { opened, uses: uses.slice(0, DOTS_MAX), now: now.getTime(), leaves };
  const label = [
    `Opened ${absoluteTime(room.createdAt)}`,
    `now ${absoluteTime(now)}`,
    room.expiresAt ? `leaves ${absoluteTime(room.expiresAt)}` : "kept for ever",
  ].join(", ");
  return (
    <div className={styles.tl}>
      <Drawing
        width={900}
        className={`${drawingStyles.chart} ${screenStyles.onlyDesk}`}
        label={label}
        moments={moments}
      />
      <Drawing
        width={340}
        className={`${drawingStyles.chart} ${screenStyles.onlyPhone}`}
        label={label}
        moments={moments}
      />
    </div>
  );
}

function Drawing({
  width,
  className,
  label,
  moments,
}: {
  width: number;
  className?: string;
  label: string;
  moments: Moments;
}) {
  const { opened, uses, now, leaves } = moments;
  const end = leaves ?? now + Math.max((now - opened) * 0.5, DAY_MS);
  const x = (at: number) => {
    const part = (at - opened) / Math.max(end - opened, 1);
    return 4 + Math.min(1, Math.max(0, part)) * (width - 8);
  };
  const nowX = x(now);
  const lastWeekX = leaves === null ? null : Math.max(x(leaves - LEAVING_DAYS * DAY_MS), nowX);
  const short = (at: number) => absoluteTime(new Date(at), "date").replace(/^\w+ /, "");
  return (
    <svg className={className} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
      <line className={styles.past} x1="4" x2={nowX} y1="26" y2="26" />
      <line className={styles.ahead} x1={nowX} x2={width - 4} y1="26" y2="26" />
      {lastWeekX === null ? null : (
        <line className={styles.lastWeek} x1={lastWeekX} x2={width - 4} y1="26" y2="26" />
      )}
      {[opened, ...uses].map((at) => (
        <circle className={styles.use} key={at} cx={x(at).toFixed(1)} cy="26" r="4.5" />
      ))}
      <line className={styles.nowtick} x1={nowX} x2={nowX} y1="12" y2="34" />
      <text className={drawingStyles.strong} x={nowX} y="6" textAnchor={anchorAt(nowX, width)}>
        now
      </text>
      {leaves === null ? null : <circle className={styles.leaves} cx={width - 6} cy="26" r="5" />}
      <text className={drawingStyles.lbl} x="0" y="56">
        opened {short(opened)}
      </text>
      <text
        className={leaves === null ? drawingStyles.lbl : drawingStyles.brass}
        x={width}
        y="56"
        textAnchor="end"
      >
        {leaves === null
          ? "kept for ever"
          : `leaves ${short(leaves)} ${absoluteTime(new Date(leaves), "year")}`}
      </text>
    </svg>
  );
}

function anchorAt(x: number, width: number): "start" | "middle" | "end" {
  if (x < 20) return "start";
  return x > width - 64 ? "end" : "middle";
}
