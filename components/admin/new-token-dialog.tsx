import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { ChoiceField, SelectField, TextField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import type { Space } from "@/lib/spaces/space";
import { GAME_SERVER_SCOPES, SCOPES, type Scope } from "@/lib/tokens/token";
import { TOKEN_ENDS } from "./token-expiry-dialog";

const SCOPE_TEXT: Record<Scope, string> = {
  "rooms:read": "Read rooms",
  "rooms:write": "Save rooms",
  "rooms:delete": "Delete rooms",
  "rooms:secrets": "Read room passwords",
  "media:write": "Name films",
  "events:read": "Listen for events",
};

/** Asks what a new token is for, what it may do, and when it ends. */
export function NewTokenDialog({ space }: { space: Space }) {
  const { id, name } = space;
  return (
    <Dialog
      id={`token-${id}`}
      title={
        <>
          A new token for “<Name>{name}</Name>”
        </>
      }
      text="It opens this space only. It is shown to you once, when it is made."
    >
      <form method="post" action="/api/dashboard/tokens">
        <input type="hidden" name="returnTo" value="/admin/tokens" />
        <input type="hidden" name="spaceId" value={id} />
        <TextField
          id={`label-${id}`}
          name="label"
          label="Label"
          hint="So that you know it again: the server it is for"
          maxLength={100}
          required
        />
        <ChoiceField
          name="scopes"
          label="What it may do"
          many
          options={SCOPES.map((scope) => ({ value: scope, label: SCOPE_TEXT[scope] }))}
          chosen={GAME_SERVER_SCOPES}
        />
        <SelectField
          id={`days-${id}`}
          name="days"
          label="Ends by itself"
          options={TOKEN_ENDS}
          defaultValue=""
        />
        <DialogButtons>
          <DialogClose>Not now</DialogClose>
          <Button look="first" icon="key">
            Make the token
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
