import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import type { TokenSummary } from "@/lib/tokens/token";

/** The choices of when a token ends by itself. */
export const TOKEN_ENDS = [
  { value: "", label: "Never, until revoked" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

/** Asks when a token ends by itself, counted from now. */
export function TokenExpiryDialog({ token: { id, label } }: { token: TokenSummary }) {
  return (
    <Dialog
      id={`ends-${id}`}
      title={
        <>
          When does the token “<Name>{label}</Name>” end?
        </>
      }
      text="Counted from now. A game server whose token has ended is refused, and keeps its rooms until it has another token."
    >
      <form method="post" action={`/api/dashboard/tokens/${id}/expiry`}>
        <input type="hidden" name="returnTo" value="/admin/tokens" />
        <SelectField
          id={`ends-days-${id}`}
          name="days"
          label="Ends by itself"
          options={TOKEN_ENDS}
          defaultValue=""
        />
        <DialogButtons>
          <DialogClose>Leave it</DialogClose>
          <Button look="first" icon="clock">
            Change it
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
