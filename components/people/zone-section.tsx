import zoneFormStyles from "@/components/charts/zone-form.module.css";
import { Button } from "@/components/ui/button";
import fieldStyles from "@/components/ui/field.module.css";
import { Section } from "@/components/ui/section";
import { timeZones, todaysName, zoneText } from "@/lib/core/time-zone";

/** Shows the account's time zone, and a form to choose another one. */
export function ZoneSection({ shown, chosen }: { shown: string; chosen: string | null }) {
  return (
    <Section
      id="zone"
      title="Time zone"
      note="All times, and the last day of every room, are shown in it."
    >
      <div>
        <p>
          Times are shown in <b>{zoneText(shown)}</b>
          {chosen ? ", in every browser." : "."}
        </p>
        <form className={zoneFormStyles.zone} method="post" action="/api/dashboard/account/zone">
          <input type="hidden" name="returnTo" value="/account#zone" />
          <label htmlFor="account-zone">Show times in</label>
          <select
            className={fieldStyles.input}
            id="account-zone"
            name="timeZone"
            defaultValue={todaysName(chosen ?? "")}
          >
            <option value="">the time of each browser</option>
            {timeZones(chosen).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <Button>Save</Button>
        </form>
      </div>
    </Section>
  );
}
