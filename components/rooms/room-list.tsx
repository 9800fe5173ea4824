// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are laid out as blocks, which takes their roles away
// biome-ignore-all lint/a11y/useSemanticElements: the same

import { SteadyGroups } from "@/components/live/steady-groups";
import checkStyles from "@/components/ui/check.module.css";
import { capitalised } from "@/lib/core/day-text";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";
import { pagesOfList } from "./kinds/pages-of";
import styles from "./room-list.module.css";
import { groupLines } from "./room-list-groups";
import { RoomListRow } from "./room-list-row";

/** The check box, the room, its last use, its expiry and its menu. */
const SHARED_COLUMNS = 5;

/**
 * The list of rooms: a table on a wide screen, a list on a phone.
 * @param kinds the kinds of rooms that the list may contain, which decide its columns
 * @param isGrouped puts the rows into groups with a heading each; only when they are in that order
 * @param matching how many rooms the filter matches in all
 */
export function RoomList({
  lines,
  kinds,
  isGrouped,
  matching,
  withSpace,
}: {
  lines: readonly RoomLine[];
  kinds: readonly string[];
  isGrouped: boolean;
  matching: number;
  withSpace: boolean;
}) {
  const { columns, words } = pagesOfList(kinds);
  const groups = isGrouped ? groupLines(lines, words.used) : [{ title: "", note: "", lines }];
  return (
    <table className={styles.list} role="table" aria-label="Rooms">
      <thead role="rowgroup">
        <tr role="row">
          <Head className={styles.cCheck}>
            <label className={checkStyles.check} data-selectable="">
              <input type="checkbox" name="all" value="1" form="bulk" data-select-all="" />
              <span className={styles.checkText} data-select-text="">
                {`Select all ${matching.toLocaleString("en-US")}`}
              </span>
            </label>
          </Head>
          <Head className={styles.cRoom}>Room</Head>
          {columns.map(({ title, className }) => (
            <Head key={title} className={className}>
              {title}
            </Head>
          ))}
          <Head className={styles.cLast}>{capitalised(words.lastUse)}</Head>
          <Head className={styles.cStay}>Leaves</Head>
          <Head className={styles.cMore}>
            <span className="sr-only">More</span>
          </Head>
        </tr>
      </thead>
      <SteadyGroups
        groups={groups.map((group) => ({
          key: group.title,
          head: group.title ? (
            <GroupHead {...group} span={columns.length + SHARED_COLUMNS} />
          ) : null,
          rows: group.lines.map((room) => ({
            key: room.id,
            row: <RoomListRow room={room} columns={columns} withSpace={withSpace} />,
          })),
        }))}
      />
    </table>
  );
}

function GroupHead({ title, note, span }: { title: string; note: string; span: number }) {
  return (
    <tr className={styles.gr} role="row">
      <th className={styles.group} role="rowheader" scope="rowgroup" colSpan={span}>
        {title}
        {note ? <small>{note}</small> : null}
      </th>
    </tr>
  );
}

function Head({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    <th className={className} role="columnheader" scope="col">
      {children}
    </th>
  );
}
