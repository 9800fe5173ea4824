import { ChoiceField, TextField } from "@/components/ui/field";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES } from "@/lib/event-feed/event";
import { EVENT_TEXT } from "./webhook-text";

/** The fields of the forms that make or change a webhook. `id` distinguishes the forms of a page. */
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
  /** Whether the settings let an admin allow addresses in their own network. */
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
        label="The events that it receives; none chosen means all"
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
