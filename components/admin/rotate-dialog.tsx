import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import type { TokenSummary } from "@/lib/tokens/token";

const OVERLAPS = [
  { value: "0", label: "When the new one is used" },
  { value: "1", label: "After an hour" },
  { value: "24", label: "After a day" },
  { value: "168", label: "After a week" },
];

/** Asks how long the old token keeps working beside the new one. */
export function RotateDialog({ token: { id, label } }: { token: TokenSummary }) {
  return (
    <Dialog
      id={`rotate-${id}`}
      title={
        <>
          Rotate the token “<Name>{label}</Name>”?
        </>
      }
      text="You get a new token for the same space with the same scopes. The old token keeps working for a while, so that the game server can change to the new one without losing a save. Without a fixed time it ends when the new token is first used, or after one day, whichever comes first. After a leak, revoke it instead."
    >
      <form method="post" action={`/api/dashboard/tokens/${id}/rotate`}>
        <input type="hidden" name="returnTo" value="/admin/tokens" />
        <SelectField
          id={`overlap-${id}`}
          name="overlapHours"
          label="The old one ends"
          options={OVERLAPS}
          defaultValue="24"
        />
        <DialogButtons>
          <DialogClose>Keep it as it is</DialogClose>
          <Button look="first" icon="refresh-cw">
            Rotate it
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
