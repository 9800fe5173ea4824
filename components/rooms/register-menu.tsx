import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-paths";
import { Menu, MenuLink, MenuRule } from "@/components/ui/menu";
import type { RoomLine } from "@/lib/rooms/list-own-rooms";

/** What can be done with one room of the list; the buttons belong to the one form `row` beside the list. */
export function RegisterMenu({ room, isGone }: { room: RoomLine; isGone: boolean }) {
  const at = (verb: string) => `/api/dashboard/rooms/${room.id}/${verb}`;
  return (
    <Menu label={`More for ${room.name}`}>
      <MenuLink href={`/rooms/${room.id}`} icon="eye">
        Look at it
      </MenuLink>
      {isGone ? (
        <RowButton action={at("restore")} icon="undo-2">
          Restore
        </RowButton>
      ) : (
        <>
          <RowButton action={at("extend")} icon="calendar-plus" field={["days", "7"]}>
            Keep a week longer
          </RowButton>
          <RowButton action={at("extend")} icon="calendar-plus" field={["days", "30"]}>
            Keep a month longer
          </RowButton>
          <MenuLink href={`/rooms/${room.id}/settings`} icon="settings-2">
            Settings
          </MenuLink>
          <MenuRule />
          <MenuLink href={`/rooms/bulk?action=expire&room=${room.id}`} icon="hourglass">
            Expire now
          </MenuLink>
          <RowButton action={at("delete")} icon="trash" isDanger>
            Delete
          </RowButton>
        </>
      )}
    </Menu>
  );
}

function RowButton({
  action,
  icon,
  field,
  isDanger = false,
  children,
}: {
  action: string;
  icon: IconName;
  field?: [name: string, value: string];
  isDanger?: boolean;
  children: React.ReactNode;
}) {
  return (
    <button
      type="submit"
      form="row"
      formAction={action}
      name={field?.[0]}
      value={field?.[1]}
      className={isDanger ? "menu-line is-danger" : "menu-line"}
    >
      <Icon name={icon} />
      <span>{children}</span>
    </button>
  );
}
