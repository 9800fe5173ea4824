import buttonStyles from "@/components/ui/button.module.css";
import { Menu, MenuForm, MenuLink, MenuRule } from "@/components/ui/menu";
import type { RoomVisit } from "@/lib/web/pages/load-room";

/** The menu of further actions on a room, opened by the three dots. */
export function RoomMenu({ visit: { room, status, mayChange } }: { visit: RoomVisit }) {
  if (!mayChange) return null;
  const action = (verb: string) => `/api/dashboard/rooms/${room.id}/${verb}`;
  const fields = { returnTo: `/rooms/${room.id}` };
  const openLabel = `More: ${room.expiresAt ? "extend, " : ""}lock, expire now, delete`;
  return (
    <Menu
      label={status === "open" ? openLabel : "More: delete for good"}
      className={`${buttonStyles.btn} ${buttonStyles.isSquare} ${buttonStyles.isBare}`}
    >
      {status === "open" ? (
        <>
          {room.expiresAt ? (
            <MenuLink href="#extend" icon="calendar-plus">
              Extend
            </MenuLink>
          ) : null}
          {room.lockedAt ? (
            <MenuForm action={action("unlock")} fields={fields} icon="lock-open">
              Unlock
            </MenuForm>
          ) : (
            <MenuLink href="#lock" icon="lock">
              Lock
            </MenuLink>
          )}
          <MenuForm action={action("expire")} fields={fields} icon="hourglass">
            Expire now
          </MenuForm>
          <MenuRule />
          <MenuLink href="#delete" icon="trash" tone="danger">
            Delete
          </MenuLink>
        </>
      ) : (
        <>
          {room.lockedAt ? (
            <MenuForm action={action("unlock")} fields={fields} icon="lock-open">
              Unlock
            </MenuForm>
          ) : null}
          <MenuLink href="#purge" icon="trash" tone="danger">
            Delete for good
          </MenuLink>
        </>
      )}
    </Menu>
  );
}
