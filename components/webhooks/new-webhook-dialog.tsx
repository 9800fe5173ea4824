import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { WebhookFields } from "./webhook-fields";

/** Asks whom to tell, and of what. */
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
      text="It is told from now on. Its secret is shown to you once it is made, and then never again."
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
