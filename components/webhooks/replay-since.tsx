import { Button, ButtonLink, FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { TextField } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { AbsoluteTime } from "@/components/ui/time";
import { viewerZone } from "@/components/ui/viewer-zone";
import { wallTime } from "@/lib/core/calendar";
import { now } from "@/lib/core/clock";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { zoneText } from "@/lib/core/time-zone";
import type { ReplayCount } from "@/lib/webhooks/count-replay";
import styles from "./replay-since.module.css";

const DAY_MS = 86_400_000;

/** Sends all messages since a given time again. The form first counts them and asks for a confirmation. */
export function ReplaySince({
  id,
  madeAt,
  since,
  count,
}: {
  id: string;
  /** When the webhook was made. */
  madeAt: Date;
  /** ISO 8601. */
  since?: string;
  count?: ReplayCount;
}) {
  const page = `/admin/webhooks/${id}`;
  const zone = viewerZone();
  const keptSinceMs = now().getTime() - LIMITS.eventDays * DAY_MS;
  const offeredMs = since ? Date.parse(since) : Math.max(madeAt.getTime(), keptSinceMs);
  return (
    <Section
      id="again"
      title="Send again"
      note={`Sends every message since a time again, and events that this webhook has not received, for example because it was off. Goes back at most ${LIMITS.eventDays} days, and never to before the webhook was made. Each message keeps its id, so a receiver recognizes the messages that it already has.`}
    >
      <div>
        <form method="get" action={`${page}#again`} className={styles.since}>
          <input type="hidden" name="tz" value={zone} />
          <TextField
            id="since"
            name="since"
            type="datetime-local"
            label={`Since (${zoneText(zone)})`}
            defaultValue={wallTime(zone, offeredMs).replace(" ", "T")}
            required
          />
          <Button>Count them</Button>
        </form>
        {since && count ? <Counted id={id} madeAt={madeAt} since={since} count={count} /> : null}
      </div>
    </Section>
  );
}

function Counted({
  id,
  madeAt,
  since,
  count,
}: {
  id: string;
  madeAt: Date;
  since: string;
  count: ReplayCount;
}) {
  const { messages, isTooMany } = count;
  const isFromTheStart = Date.parse(since) < madeAt.getTime();
  const time = isFromTheStart ? (
    <>
      <AbsoluteTime at={madeAt} as="short" />, when the webhook was made
    </>
  ) : (
    <AbsoluteTime at={since} as="short" />
  );
  if (messages === 0) return <p>There is nothing since {time}.</p>;
  if (isTooMany) {
    return (
      <p>
        There are more than {LIMITS.webhookReplayMax.toLocaleString("en-US")} messages since {time}.
        That is too many at once: take a later time.
      </p>
    );
  }
  return (
    <div className={styles.counted} role="status">
      <p>
        <b>{counted(messages, "message")}</b> since {time}, including those that were delivered.
      </p>
      <div className={buttonStyles.btns}>
        <ButtonLink href={`/admin/webhooks/${id}`} look="bare">
          Leave it
        </ButtonLink>
        <FormButton
          action={`/api/dashboard/webhooks/${id}/replay-since`}
          fields={{ since, returnTo: `/admin/webhooks/${id}` }}
          look="first"
          icon="rotate-cw"
        >
          {messages === 1 ? "Send it again" : "Send them all again"}
        </FormButton>
      </div>
    </div>
  );
}
