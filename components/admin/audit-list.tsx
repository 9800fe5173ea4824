import { Icon } from "@/components/ui/icon";
import { KeyTag } from "@/components/ui/key-tag";
import { Name } from "@/components/ui/name";
import { RoomName } from "@/components/ui/room-name";
import { ShownText } from "@/components/ui/shown-text";
import { absoluteTime, calendarDay, zonedTime } from "@/components/ui/time-text";
import { viewerZone } from "@/components/ui/viewer-zone";
import { auditText } from "@/lib/audit/audit-text";
import type { AuditLine } from "@/lib/audit/list-audit";
import { localTime } from "@/lib/core/calendar";
import { now } from "@/lib/core/clock";
import { counted } from "@/lib/core/counted";
import styles from "./audit-list.module.css";

const OUTCOMES = { done: "Done", refused: "Refused", failed: "Failed" } as const;

/** The audit log, newest first, with a heading for each day in the viewer's time zone. */
export function AuditList({ lines }: { lines: readonly AuditLine[] }) {
  const days = new Map<string, AuditLine[]>();
  for (const line of lines) {
    const { day } = localTime(viewerZone(), Date.parse(line.at));
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  const today = localTime(viewerZone(), now().getTime()).day;
  return (
    <div className={styles.audit}>
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={calendarDay(day, "day")}>
          <h2>
            {calendarDay(day, "day")}
            {day === today ? <small>today</small> : null}
          </h2>
          <ul>
            {ofDay.map((line) => (
              <AuditItem key={line.id} line={line} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function AuditItem({ line }: { line: AuditLine }) {
  const { did, object, after, why } = auditText(line, viewerZone());
  const { roomName, roomId, outcome, actorName, actorKind, requestId, count } = line;
  const date = new Date(line.at);
  return (
    <li>
      <time dateTime={line.at} title={`${zonedTime(date)}, request ${requestId ?? "unknown"}`}>
        {absoluteTime(date, "clock")}
      </time>
      <span className={actorKind === "person" ? styles.whoN : `${styles.whoN} ${styles.isAuto}`}>
        <Name>{actorName}</Name>
      </span>
      <span className={styles.what}>
        <ShownText text={did} />{" "}
        {roomName === null ? null : (
          <a href={`/rooms/${roomId}`}>
            <span className={styles.nowrap}>
              <KeyTag name={roomName} size="tiny" />
            </span>
            <RoomName name={roomName} />
          </a>
        )}
        {object ? (
          <b>
            <Name dir="auto">{object}</Name>
          </b>
        ) : null}{" "}
        <ShownText text={after} />
        {count > 1 ? <span className={styles.ofMany}> {timesSince(line)}</span> : null}
      </span>
      <span className={styles.why}>
        <Name dir="auto" hasLines>
          {why}
        </Name>
      </span>
      <span className={outcome === "done" ? styles.res : `${styles.res} ${styles.isNo}`}>
        <Icon name={outcome === "done" ? "check" : "ban"} />
        {OUTCOMES[outcome]}
      </span>
    </li>
  );
}

/** "12 times since 14:05": equal refusals are one line, at the time of the last one. */
function timesSince({ count, firstAt }: AuditLine): string {
  const since = firstAt ? ` since ${absoluteTime(new Date(firstAt), "clock")}` : "";
  return `${counted(count, "time")}${since}`;
}
