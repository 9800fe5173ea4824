import { FormButton } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import type { TokenSummary } from "@/lib/tokens/token";

/** Asks before a token is revoked: whoever uses it is shut out at once, and it cannot be brought back. */
export function RevokeDialog({ token }: { token: TokenSummary }) {
  return (
    <Dialog
      id={`revoke-${token.id}`}
      title={
        <>
          Revoke the token “<bdi>{token.label}</bdi>”?
        </>
      }
      text="A game server that still uses it is refused at its next save, and holds on to its rooms until it has another. A revoked token cannot be brought back."
    >
      <DialogButtons>
        <DialogClose>Keep it</DialogClose>
        <FormButton
          action={`/api/dashboard/tokens/${token.id}/revoke`}
          fields={{ returnTo: "/admin/tokens" }}
          look="final"
          icon="ban"
        >
          Revoke it
        </FormButton>
      </DialogButtons>
    </Dialog>
  );
}
