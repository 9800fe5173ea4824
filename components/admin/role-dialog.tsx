import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { Name } from "@/components/ui/name";
import { urlPart } from "@/lib/core/url-part";
import type { Creations } from "@/lib/people/list-creations";
import type { ListedPerson } from "@/lib/people/list-people";
import { MadeQuestion } from "./made-question";

/** Asks what happens to the tokens and webhooks that an admin made, before the admin role is removed. Not needed if there are none. */
export function RoleDialog({
  person: { id, name, role },
  made,
  returnTo,
}: {
  person: ListedPerson;
  made: Creations | undefined;
  returnTo: string;
}) {
  if (role !== "admin" || !made) return null;
  return (
    <Dialog
      id={`role-${id}`}
      title={
        <>
          Remove the admin role from “<Name>{name}</Name>”?
        </>
      }
      text="They keep their own rooms. A token works without an account, and a revoked token cannot be brought back."
    >
      <form method="post" action={`/api/dashboard/people/${urlPart(id)}/role`}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <input type="hidden" name="role" value="owner" />
        <MadeQuestion made={made} />
        <DialogButtons>
          <DialogClose>Leave them admin</DialogClose>
          <Button look="final" icon="user">
            Remove the role
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
