import { ChoiceField, TextField } from "@/components/ui/field";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES } from "@/lib/event-feed/event";
import { EVENT_TEXT } from "./webhook-text";

/** What a form asks of a webhook, new or not. `id` tells the forms of a page apart. */
export function WebhookFields({
  id,
  url,
  eventTypes = [],
  allowPrivate = false,
  mayAllowPrivate,
}: {
  id: string;
  url?: string;
  eventTypes?: readonly string[];
  allowPrivate?: boolean;
  /** Whether the setting lets an admin allow their own network at all. */
  mayAllowPrivate: boolean;
}) {
  return (
    <>
      <TextField
        id={`url-${id}`}
        name="url"
        label="Address"
        hint="Where each message is sent, as a POST. https keeps it private on the way."
        placeholder="https://"
        defaultValue={url}
        maxLength={LIMITS.webhookUrlUnitsMax}
        autoComplete="off"
        required
      />
      <ChoiceField
        name="eventTypes"
        label="What it is told of; none picked means all"
        many
        options={EVENT_TYPES.map((type) => ({ value: type, label: EVENT_TEXT[type] }))}
        chosen={eventTypes}
      />
      {mayAllowPrivate ? (
        <ChoiceField
          name="allowPrivate"
          label="Only addresses of the public internet are called, unless"
          many
          options={[{ value: "on", label: "This is in my own network" }]}
          chosen={allowPrivate ? ["on"] : []}
        />
      ) : null}
    </>
  );
}
