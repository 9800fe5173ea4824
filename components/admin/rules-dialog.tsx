import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { LIMITS } from "@/lib/core/limits";
import type { Space } from "@/lib/spaces/space";
import styles from "./rules-dialog.module.css";

/** The rules of a space: when its rooms leave, and how many may be open. */
export function RulesDialog({ space }: { space: Space }) {
  const { id, name, idleDays, trashDays, warnDays, roomsMax, roomsPerOwnerMax } = space;
  const rooms = {
    type: "number",
    min: 1,
    max: LIMITS.spaceRoomsMax,
    hint: "Empty: no limit",
  } as const;
  const days = { type: "number", min: 1, max: LIMITS.idleDaysMax } as const;
  return (
    <Dialog
      id={`rules-${id}`}
      title={
        <>
          Rules of “<Name>{name}</Name>”
        </>
      }
      text="The days apply immediately to every room without a rule of its own, counted from its last save. No room leaves within the days of warning because of them. Its owner and its game server are told that many days before it leaves, but not before half of its quiet days are over. Rooms in the trash keep the day on which they are deleted for good. A limit refuses new rooms only: open rooms stay, and are saved as before."
    >
      <form method="post" action={`/api/dashboard/spaces/${id}/rules`}>
        <input type="hidden" name="returnTo" value="/admin/tokens" />
        <TextField
          {...days}
          id={`idle-${id}`}
          name="idleDays"
          label="Quiet days until a room leaves"
          hint="Empty: rooms stay for ever"
          defaultValue={idleDays ?? ""}
        />
        <div className={styles.pair}>
          <TextField
            {...days}
            id={`warn-${id}`}
            name="warnDays"
            label="Days of warning"
            defaultValue={warnDays}
            required
          />
          <TextField
            {...days}
            id={`trash-${id}`}
            name="trashDays"
            label="Days in the trash"
            defaultValue={trashDays}
            required
          />
        </div>
        <div className={styles.pair}>
          <TextField
            {...rooms}
            id={`rooms-${id}`}
            name="roomsMax"
            label="Most open rooms"
            defaultValue={roomsMax ?? ""}
          />
          <TextField
            {...rooms}
            id={`owner-rooms-${id}`}
            name="roomsPerOwnerMax"
            label="Most of one person"
            defaultValue={roomsPerOwnerMax ?? ""}
          />
        </div>
        <DialogButtons>
          <DialogClose>Leave them</DialogClose>
          <Button look="first">Change the rules</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
