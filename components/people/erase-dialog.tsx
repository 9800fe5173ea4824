import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { shownText } from "@/lib/core/hidden-characters";
import { foldTyped, patternOfName } from "@/lib/core/typed-name";

/** Asks for the name before the account data is erased, because this cannot be undone. */
export function EraseDialog({ name, browsers }: { name: string; browsers: number }) {
  return (
    <Dialog
      id="erase"
      title="Erase your account data?"
      text="Your name, picture, role and sessions are deleted. The audit log keeps what you did, without your name. Your rooms belong to their game servers and stay; delete them first if you do not want that. If you sign in again, you get a new account."
      losses={[{ what: "Browsers signed out", figure: browsers }]}
    >
      <form method="post" action="/api/dashboard/account/erase">
        <input type="hidden" name="returnTo" value="/account" />
        <TextField
          id="erase-name"
          name="name"
          label={
            <>
              Type <Name>{name}</Name> to go on
            </>
          }
          autoComplete="off"
          required={foldTyped(name) !== ""}
          pattern={patternOfName(name)}
          title={`Type exactly: ${shownText(name.trim())}`}
        />
        <DialogButtons>
          <DialogClose>Keep my account</DialogClose>
          <Button look="final">Erase it</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
