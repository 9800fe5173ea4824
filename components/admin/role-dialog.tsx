import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import type { Made } from "@/lib/people/list-made";
import type { ListedPerson } from "@/lib/people/list-people";
import { MadeQuestion } from "./made-question";

/** Asks what becomes of the tokens and webhooks of an admin before the role is taken; there is no question without any. */
export function RoleDialog({
  person: { id, name, role },
  made,
  returnTo,
}: {
  person: ListedPerson;
  made: Made | undefined;
  returnTo: string;
}) {
  if (role !== "admin" || !made) return null;
  return (
    <Dialog
      id={`role-${id}`}
      title={
        <>
          Take the admin role from “<bdi>{name}</bdi>”?
        </>
      }
      text="They keep their own rooms. Whoever knows a token can use it without an account, and a revoked token cannot be brought back."
    >
      <form method="post" action={`/api/dashboard/people/${encodeURIComponent(id)}/role`}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <input type="hidden" name="role" value="owner" />
        <MadeQuestion made={made} />
        <DialogButtons>
          <DialogClose>Leave them admin</DialogClose>
          <Button look="final" icon="user">
            Take the role
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
