import { Button } from "@/components/ui/button";
import { Spread } from "@/components/ui/spread";
import { timeZones, zoneInWords } from "@/lib/core/time-zone";

/** In which zone the account's times are shown, and the way to choose another. */
export function ZoneSection({ shown, chosen }: { shown: string; chosen: string | null }) {
  return (
    <Spread id="zone" title="Time zone" note="Every time and every last day of a room is in it.">
      <div>
        <p>
          Times are shown in <b>{zoneInWords(shown)}</b>
          {chosen ? ", in every browser." : "."}
        </p>
        <form className="zone" method="post" action="/api/dashboard/account/zone">
          <input type="hidden" name="returnTo" value="/account#zone" />
          <label htmlFor="account-zone">Show times in</label>
          <select className="input" id="account-zone" name="timeZone" defaultValue={chosen ?? ""}>
            <option value="">the time of each browser</option>
            {[...new Set([...timeZones(), ...(chosen ? [chosen] : [])])].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <Button>Save</Button>
        </form>
      </div>
    </Spread>
  );
}
