import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { LIMITS } from "@/lib/core/limits";
import type { Space } from "@/lib/spaces/space";
import styles from "./rules-dialog.module.css";

/** The rules of a space, in days. */
export function RulesDialog({ space }: { space: Space }) {
  const { id, name, idleDays, trashDays, warnDays } = space;
  const days = { type: "number", min: 1, max: LIMITS.idleDaysMax } as const;
  return (
    <Dialog
      id={`rules-${id}`}
      title={
        <>
          Expiry rules of “<Name>{name}</Name>”
        </>
      }
      text="They apply immediately to every room without a rule of its own, counted from its last save. No room leaves within the days of warning because of them. Its owner and its game server are told that many days before it leaves, but not before half of its quiet days are over. Rooms in the trash keep the day on which they are deleted for good."
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
        <DialogButtons>
          <DialogClose>Leave them</DialogClose>
          <Button look="first">Change the rules</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
