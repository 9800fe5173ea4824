import { Button, FormButton, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { shownText } from "@/lib/core/hidden-characters";
import type { PlexServerSummary } from "@/lib/plex-servers/plex-server";
import { PlexServerFields } from "./plex-server-fields";
import { serverName } from "./plex-text";

const FIELDS = { returnTo: "/admin/plex" };

/** Every dialog of one Plex server: change and remove. */
export function PlexServerDialogs({ server }: { server: PlexServerSummary }) {
  const { id, url } = server;
  const name = shownText(serverName(server));
  return (
    <>
      <Dialog id={`change-${id}`} title={`Change ${name}`}>
        <form method="post" action={`/api/dashboard/plex-servers/${id}`}>
          <HiddenFields fields={FIELDS} />
          <PlexServerFields id={id} url={url} />
          <DialogButtons>
            <DialogClose>Keep it as it is</DialogClose>
            <Button look="first">Change it</Button>
          </DialogButtons>
        </form>
      </Dialog>
      <Dialog
        id={`remove-${id}`}
        title={`Remove ${name}?`}
        text="Its token is deleted, and it is not read any more. Films keep the titles that they have."
      >
        <DialogButtons>
          <DialogClose>Keep it</DialogClose>
          <FormButton
            action={`/api/dashboard/plex-servers/${id}/delete`}
            fields={FIELDS}
            look="final"
            icon="trash"
          >
            Remove it
          </FormButton>
        </DialogButtons>
      </Dialog>
    </>
  );
}
