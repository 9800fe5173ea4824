import { Name } from "@/components/ui/name";
import saidStyles from "@/components/ui/said.module.css";
import { Section } from "@/components/ui/section";
import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import { PERIOD_TEXT, wholeText } from "@/lib/match/analytics/figure-text";
import type { OpenedPart, UsedRoom } from "@/lib/match/analytics/rooms-figures";
import filmsStyles from "./films-section.module.css";
import { OpenedChart } from "./opened-chart";
import rankStyles from "./rank.module.css";
import { Numbers, type PartProps } from "./report-parts";
import styles from "./rooms-section.module.css";

const LINES = 7;
const PARTS = 5;

/** How many rooms were opened, of which type and in which space, and which rooms people used most. */
export function RoomsSection({ figures, csvHref }: PartProps) {
  const { rooms, period } = figures;
  if (!rooms) return null;
  const text = PERIOD_TEXT[period.name];
  const { now, before } = rooms.opened;
  const earlier = before === null ? "" : `, ${wholeText(before)} in ${text.before}`;
  return (
    <Section
      title="Rooms"
      id="rooms"
      note={`${counted(now, "room")} opened ${text.within}${earlier}. A deleted or replaced room does not count.`}
    >
      <div>
        {now > 0 ? <OpenedChart figures={figures} rooms={rooms} id="opened-chart" /> : null}
        <div className={`${filmsStyles.two} ${styles.lists}`}>
          <div>
            <h3 className={filmsStyles.sub}>Used most</h3>
            <p className={filmsStyles.subp}>Ratings in this time, with people and matches</p>
            {rooms.mostUsed.length > 0 ? (
              <UsedRooms rooms={rooms.mostUsed} />
            ) : (
              <p className={saidStyles.said}>Nobody rated in a room in this time.</p>
            )}
          </div>
          <div>
            <h3 className={filmsStyles.sub}>Opened, by type and space</h3>
            <p className={filmsStyles.subp}>How many rooms of each were opened in this time</p>
            {now > 0 ? (
              <>
                <Parts label="Rooms opened by type" parts={rooms.byType} />
                <Parts label="Rooms opened by space" parts={rooms.bySpace} />
              </>
            ) : (
              <p className={saidStyles.said}>No room was opened in this time.</p>
            )}
          </div>
        </div>
        <Numbers figures={figures} csvHref={csvHref} names={["rooms", "opened", "openedBy"]} />
      </div>
    </Section>
  );
}

function UsedRooms({ rooms }: { rooms: readonly UsedRoom[] }) {
  return (
    <ol className={`${rankStyles.rank} ${styles.used}`}>
      {rooms.slice(0, LINES).map(({ id, name, people, ratings, matches }, index) => (
        <li key={id}>
          <span className={rankStyles.k}>{index + 1}</span>
          <a className={rankStyles.t} href={`/rooms/${id}`} title={shownText(name)}>
            <Name dir="auto">{name}</Name>
          </a>
          <span className={styles.facts}>
            {counted(people, "person", "people")}, {counted(matches, "match", "matches")}
          </span>
          <span className={rankStyles.v}>
            {wholeText(ratings)}
            <span className="sr-only">{ratings === 1 ? " rating" : " ratings"}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Parts({ label, parts }: { label: string; parts: readonly OpenedPart[] }) {
  const shown = parts.filter(({ now }) => now > 0);
  const rest = shown.slice(PARTS).reduce((sum, { now }) => sum + now, 0);
  const lines = [
    ...shown.slice(0, PARTS),
    ...(rest > 0 ? [{ label: "all others", now: rest, before: null }] : []),
  ];
  return (
    <ul className={`${rankStyles.rank} ${styles.parts}`} aria-label={label}>
      {lines.map((part) => (
        <li key={part.label}>
          <span className={rankStyles.t} title={shownText(part.label)}>
            <Name dir="auto">{part.label}</Name>
          </span>
          <span className={rankStyles.v}>
            {wholeText(part.now)}
            <span className="sr-only">{part.now === 1 ? " room" : " rooms"}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
