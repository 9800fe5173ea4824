import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { ChoiceField } from "@/components/ui/field";
import { counted } from "@/lib/core/counted";
import type { TokenSummary } from "@/lib/tokens/token";

/**
 * Asks before a token is revoked: whoever uses it is refused at once, and it cannot be brought back. Where more of its family
 * works, it says how many and offers less than all of it.
 */
export function RevokeDialog({ token }: { token: TokenSummary }) {
  const { id, label, familyTokens } = token;
  const isFamily = familyTokens > 1;
  return (
    <Dialog
      id={`revoke-${id}`}
      title={
        <>
          Revoke the token “<bdi>{label}</bdi>”?
        </>
      }
      text={
        isFamily
          ? `${counted(familyTokens, "token")} of its family work: one was rotated from the other. Whoever has one of them may have rotated it, so after a leak revoke them all. A revoked token cannot be brought back.`
          : "A game server that still uses it is refused at its next save, and holds on to its rooms until it has another. A revoked token cannot be brought back."
      }
    >
      <form method="post" action={`/api/dashboard/tokens/${id}/revoke`}>
        <input type="hidden" name="returnTo" value="/admin/tokens" />
        {isFamily ? (
          <ChoiceField
            name="extent"
            label="Which of them?"
            options={extentsOf(token)}
            chosen={["family"]}
          />
        ) : null}
        <DialogButtons>
          <DialogClose>Keep it</DialogClose>
          <Button look="final" icon="ban">
            {isFamily ? "Revoke" : "Revoke it"}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function extentsOf({ hint, familyTokens, laterTokens }: TokenSummary) {
  const all = { value: "family", label: `All ${familyTokens}` };
  const alone = { value: "alone", label: `Only the one that ends in ${hint}` };
  if (laterTokens === familyTokens || laterTokens === 1) return [all, alone];
  const later = { value: "later", label: `It and the ${laterTokens - 1} rotated from it` };
  return [all, later, alone];
}
