import { Button, FormButton, HiddenFields } from "@/components/ui/button";
import { Dialog, DialogButtons, DialogClose } from "@/components/ui/dialog";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";
import { hostOf } from "@/lib/webhooks/webhook";
import { WebhookFields } from "./webhook-fields";

interface About {
  webhook: ListedWebhook;
  /** Where the browser goes afterwards. */
  returnTo: string;
}

/** Every dialog of one webhook: change, rotate, turn on, delete. */
export function WebhookDialogs({
  mayAllowPrivate,
  ...about
}: About & { mayAllowPrivate: boolean }) {
  const { webhook, returnTo } = about;
  const { id, url, eventTypes, allowPrivate } = webhook;
  return (
    <>
      <Dialog id={`change-${id}`} title="Change the webhook">
        <form method="post" action={`/api/dashboard/webhooks/${id}`}>
          <HiddenFields fields={{ returnTo }} />
          <WebhookFields
            id={id}
            url={url}
            eventTypes={eventTypes}
            allowPrivate={allowPrivate}
            mayAllowPrivate={mayAllowPrivate}
          />
          <DialogButtons>
            <DialogClose>Keep it as it is</DialogClose>
            <Button look="first">Change it</Button>
          </DialogButtons>
        </form>
      </Dialog>
      <RotateDialog {...about} />
      {webhook.disabledAt ? <EnableDialog {...about} /> : null}
      <DeleteDialog {...about} />
    </>
  );
}

function RotateDialog({ webhook: { id, url }, returnTo }: About) {
  return (
    <Dialog
      id={`rotate-${id}`}
      title={`Rotate the secret of ${hostOf(url)}?`}
      text={`You get a new secret. The former one also signs for ${LIMITS.webhookOverlapHours} hours, so that the receiver can change to the new one without refusing a message.`}
    >
      <DialogButtons>
        <DialogClose>Keep it as it is</DialogClose>
        <FormButton
          action={`/api/dashboard/webhooks/${id}/rotate`}
          fields={{ returnTo }}
          look="first"
          icon="refresh-cw"
        >
          Rotate it
        </FormButton>
      </DialogButtons>
    </Dialog>
  );
}

function EnableDialog({ webhook: { id, url }, returnTo }: About) {
  const action = `/api/dashboard/webhooks/${id}/enable`;
  return (
    <Dialog
      id={`enable-${id}`}
      title={`Turn on ${hostOf(url)}`}
      text={`The events that it missed while it was failing or off can be sent now, as long as they are stored: ${LIMITS.eventDays} days. Or it receives only new events, and the waiting messages are dropped.`}
    >
      <DialogButtons>
        <DialogClose>Leave it off</DialogClose>
        <FormButton action={action} fields={{ returnTo, from: "now" }}>
          From now on
        </FormButton>
        <FormButton action={action} fields={{ returnTo, from: "missed" }} look="first">
          With what it missed
        </FormButton>
      </DialogButtons>
    </Dialog>
  );
}

function DeleteDialog({ webhook: { id, url, waiting }, returnTo }: About) {
  return (
    <Dialog
      id={`delete-${id}`}
      title={`Delete the webhook to ${hostOf(url)}?`}
      text="Its secret and the list of its messages are deleted too. This cannot be undone; to pause the webhook, turn it off."
      losses={
        waiting > 0
          ? [{ what: "Not sent any more", figure: counted(waiting, "message") }]
          : undefined
      }
    >
      <DialogButtons>
        <DialogClose>Keep it</DialogClose>
        <FormButton
          action={`/api/dashboard/webhooks/${id}/delete`}
          fields={{ returnTo }}
          look="final"
          icon="trash"
        >
          Delete it
        </FormButton>
      </DialogButtons>
    </Dialog>
  );
}
