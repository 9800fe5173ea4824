import { Button, ButtonLink, FormButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Spread } from "@/components/ui/spread";
import { AbsoluteTime } from "@/components/ui/time";
import { viewerZone } from "@/components/ui/viewer-zone";
import { counted } from "@/lib/core/counted";
import { LIMITS } from "@/lib/core/limits";
import { wallTime, zoneInWords } from "@/lib/core/time-zone";
import type { ReplayCount } from "@/lib/webhooks/count-replay";

/** Sends again everything since a time: first it is counted, then asked, then done. */
export function ReplaySince({
  id,
  since,
  count,
}: {
  id: string;
  /** ISO 8601. */
  since?: string;
  count?: ReplayCount;
}) {
  const page = `/admin/webhooks/${id}`;
  const zone = viewerZone();
  return (
    <Spread
      id="again"
      title="Send again"
      note={`Everything since a time, as far back as ${LIMITS.eventDays} days. Each message keeps its id, so a receiver that has it already can tell.`}
    >
      <div>
        <form method="get" action={`${page}#again`} className="since">
          <input type="hidden" name="tz" value={zone} />
          <TextField
            id="since"
            name="since"
            type="datetime-local"
            label={`Since (${zoneInWords(zone)})`}
            defaultValue={since && wallTime(zone, Date.parse(since)).replace(" ", "T")}
            required
          />
          <Button>Count them</Button>
        </form>
        {since && count ? <Counted id={id} since={since} count={count} /> : null}
      </div>
    </Spread>
  );
}

function Counted({ id, since, count }: { id: string; since: string; count: ReplayCount }) {
  const { messages, isTooMany } = count;
  const time = <AbsoluteTime at={since} as="short" />;
  if (messages === 0) return <p>There is nothing since {time}.</p>;
  if (isTooMany) {
    return (
      <p>
        There are more than {LIMITS.webhookReplayMax.toLocaleString("en-US")} since {time}, which is
        too much at once. Take a later time.
      </p>
    );
  }
  return (
    <div className="counted" role="status">
      <p>
        <b>{counted(messages, "message")}</b> since {time}, those that were delivered included.
      </p>
      <div className="btns">
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
