import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { ChoiceField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { counted } from "@/lib/core/counted";
import type { TokenSummary } from "@/lib/tokens/token";

/**
 * Asks before a token is revoked, because a revoked token cannot be used again. If other tokens of its chain work, the dialog says
 * how many and offers to revoke only some of them.
 */
export function RevokeDialog({ token }: { token: TokenSummary }) {
  const { id, label, chainTokens } = token;
  const isChain = chainTokens > 1;
  return (
    <Dialog
      id={`revoke-${id}`}
      title={
        <>
          Revoke the token “<Name>{label}</Name>”?
        </>
      }
      text={
        isChain
          ? `${counted(chainTokens, "token")} of one chain still work: each was rotated from another one. A person who has one of them may have rotated it, so after a leak revoke all of them. A revoked token cannot be brought back.`
          : "A game server that still uses it is refused at its next save, and keeps its rooms until it gets another token. A revoked token cannot be brought back."
      }
    >
      <form method="post" action={`/api/dashboard/tokens/${id}/revoke`}>
        <input type="hidden" name="returnTo" value="/admin/tokens" />
        {isChain ? (
          <ChoiceField
            name="extent"
            label="Which of them?"
            options={extentsOf(token)}
            chosen={["chain"]}
          />
        ) : null}
        <DialogButtons>
          <DialogClose>Keep it</DialogClose>
          <Button look="final" icon="ban">
            {isChain ? "Revoke" : "Revoke it"}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function extentsOf({ hint, chainTokens, laterTokens }: TokenSummary) {
  const all = { value: "chain", label: `All ${chainTokens}` };
  const alone = { value: "alone", label: `Only the one that ends in ${hint}` };
  if (laterTokens === chainTokens || laterTokens === 1) return [all, alone];
  const later = { value: "later", label: `It and the ${laterTokens - 1} rotated from it` };
  return [all, later, alone];
}
