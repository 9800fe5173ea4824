import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { PlexServerFields } from "./plex-server-fields";

/** Asks for the address and the token of a Plex server. */
export function NewPlexServerDialog({
  spaces,
}: {
  spaces: readonly { id: string; name: string }[];
}) {
  return (
    <Dialog
      id="new-plex-server"
      title="Add a Plex server"
      text="Roomkeeper reads the titles and posters of its films and series, and changes nothing there."
    >
      <form method="post" action="/api/dashboard/plex-servers">
        <input type="hidden" name="returnTo" value="/admin/plex" />
        <SelectField
          id="new-plex-server-space"
          name="spaceId"
          label="Space"
          options={spaces.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <PlexServerFields id="new" />
        <DialogButtons>
          <DialogClose>Not now</DialogClose>
          <Button look="first">Add it</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
