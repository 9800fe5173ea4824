import { Button, HiddenFields } from "@/components/ui/button";
import fieldStyles from "@/components/ui/field.module.css";
import { timeZones, todaysName } from "@/lib/core/time-zone";
import styles from "./zone-form.module.css";

/** The form that chooses the time zone of the page. It puts the choice into the address. */
export function ZoneForm({
  action,
  timeZone,
  fields,
}: {
  action: string;
  timeZone: string;
  /** The other parameters of the address. */
  fields: Record<string, string>;
}) {
  return (
    <form className={styles.zone} action={action}>
      <HiddenFields fields={fields} />
      <label htmlFor="zone-tz">Time zone</label>
      <select
        className={fieldStyles.input}
        id="zone-tz"
        name="tz"
        defaultValue={todaysName(timeZone)}
      >
        {timeZones(timeZone).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <Button>Show</Button>
    </form>
  );
}
