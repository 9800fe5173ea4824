import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { WebhookFields } from "./webhook-fields";

/** Asks for the address of a webhook and the kinds of events that are sent to it. */
export function NewWebhookDialog({
  spaces,
  mayAllowPrivate,
}: {
  spaces: readonly { id: string; name: string }[];
  mayAllowPrivate: boolean;
}) {
  return (
    <Dialog
      id="new-webhook"
      title="A new webhook"
      text="It receives events from now on. Its secret is shown to you once, when it is made."
    >
      <form method="post" action="/api/dashboard/webhooks">
        <input type="hidden" name="returnTo" value="/admin/webhooks" />
        <SelectField
          id="new-webhook-space"
          name="spaceId"
          label="Space"
          options={spaces.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <WebhookFields id="new" mayAllowPrivate={mayAllowPrivate} />
        <DialogButtons>
          <DialogClose>Not now</DialogClose>
          <Button look="first" icon="plus">
            Make the webhook
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
