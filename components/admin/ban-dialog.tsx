import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { urlPart } from "@/lib/core/url-part";
import type { Creations } from "@/lib/people/list-creations";
import { MadeQuestion } from "./made-question";

/** Asks before a ban for the reason, which the banned person sees, and for what happens to the tokens and webhooks that they made. */
export function BanDialog({
  person,
  made,
  returnTo,
}: {
  person: { id: string; name: string; rooms: number; sessions: number };
  made: Creations | undefined;
  returnTo: string;
}) {
  const { id, name, rooms, sessions } = person;
  return (
    <Dialog
      id={`ban-${id}`}
      title={
        <>
          Ban “<Name>{name}</Name>”?
        </>
      }
      text="They can still sign in, and then see the reason and nothing else. You can let them back in at any time."
      losses={[
        { what: "Browsers blocked at once", figure: sessions },
        { what: "Rooms that stay as they are", figure: rooms },
      ]}
    >
      <form method="post" action={`/api/dashboard/people/${urlPart(id)}/ban`}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <TextArea
          id={`reason-${id}`}
          name="reason"
          label={
            <>
              Reason, shown to <Name>{name}</Name>
            </>
          }
          hint="Goes to them and the audit log"
          maxLength={500}
          required
        />
        <MadeQuestion made={made} />
        <DialogButtons>
          <DialogClose>Leave them in</DialogClose>
          <Button look="final" icon="ban">
            Ban
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
