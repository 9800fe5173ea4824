import { Menu } from "@/components/ui/menu";
import menuStyles from "@/components/ui/menu.module.css";
import { RoomName } from "@/components/ui/room-name";
import { SharedIcon, type SharedIconName } from "@/components/ui/shared-icon";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";

/** The menu of one room of the list. Its buttons belong to the form `row`, which all rows share. */
export function RoomListMenu({ room, isGone }: { room: RoomLine; isGone: boolean }) {
  const at = (verb: string) => `/api/dashboard/rooms/${room.id}/${verb}`;
  return (
    <Menu label={`More for ${room.name}`} trigger={<SharedIcon name="ellipsis" />}>
      <p className={menuStyles.menuTitle} dir="auto">
        <RoomName name={room.name} />
      </p>
      <a className={menuStyles.menuLine} href={`/rooms/${room.id}`}>
        <SharedIcon name="eye" />
        Look at it
      </a>
      {isGone ? (
        <RowButton action={at("restore")} icon="undo-2" label="Restore" />
      ) : (
        <>
          <RowButton action={at("extend")} icon="calendar-plus" days="7" label="Extend by a week" />
          <RowButton
            action={at("extend")}
            icon="calendar-plus"
            days="30"
            label="Extend by a month"
          />
          <hr />
          <a className={menuStyles.menuLine} href={`/rooms/bulk?action=expire&room=${room.id}`}>
            <SharedIcon name="hourglass" />
            Expire now
          </a>
          <RowButton action={at("delete")} icon="trash" isDanger label="Delete" />
        </>
      )}
    </Menu>
  );
}

function RowButton({
  action,
  icon,
  days,
  isDanger,
  label,
}: {
  action: string;
  icon: SharedIconName;
  days?: string;
  isDanger?: boolean;
  label: string;
}) {
  return (
    <button
      form="row"
      formAction={action}
      name={days ? "days" : undefined}
      value={days}
      className={isDanger ? `${menuStyles.menuLine} ${menuStyles.isDanger}` : menuStyles.menuLine}
      type="submit"
    >
      <SharedIcon name={icon} />
      {label}
    </button>
  );
}
