import { HiddenFields } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { filterFields } from "@/lib/rooms/rooms-filter";
import { type RoomsPage, roomsHref } from "@/lib/web/pages/load-rooms";
import styles from "./room-list-bulk.module.css";
import { RoomListSelection } from "./room-list-selection";

/**
 * The actions for the selected rooms. The bar appears when a box is checked, also without scripts. Its buttons lead to a page that says how
 * many rooms change, and asks.
 */
export function RoomListBulk({ page }: { page: RoomsPage }) {
  const { filter, counts } = page;
  const inTrash = filter.status === "trash";
  return (
    <>
      <form id="row" method="post" hidden>
        <input type="hidden" name="returnTo" value={roomsHref(page, {})} />
      </form>
      <form id="bulk" method="get" action="/rooms/bulk">
        <HiddenFields fields={{ ...filterFields(filter), returnTo: roomsHref(page, {}) }} />
      </form>
      <section className={styles.bulk} data-bulk="" aria-label="Selected rooms">
        <div className={styles.bulkHead}>
          <RoomListSelection matching={counts.matching} since={page.since} />
        </div>
        <div className={styles.bulkActs}>
          {inTrash ? (
            <Choice action="restore" icon="undo-2" isFirst label="Restore" />
          ) : (
            <>
              <Choice action="extend" icon="calendar-plus" isFirst label="Extend" />
              <Choice action="expire" icon="hourglass" label="Expire now" />
              <Choice action="delete" icon="trash" isDanger label="Delete" />
            </>
          )}
        </div>
      </section>
    </>
  );
}

function Choice({
  action,
  icon,
  label,
  isFirst,
  isDanger,
}: {
  action: string;
  icon: "calendar-plus" | "hourglass" | "trash" | "undo-2";
  label: string;
  isFirst?: boolean;
  isDanger?: boolean;
}) {
  return (
    <button
      type="submit"
      form="bulk"
      name="action"
      value={action}
      className={isFirst ? styles.isFirst : isDanger ? styles.isDanger : undefined}
    >
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}
