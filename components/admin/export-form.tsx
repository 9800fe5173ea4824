import { Button } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { ChoiceField, SelectField } from "@/components/ui/field";
import fieldStyles from "@/components/ui/field.module.css";
import { listed } from "@/lib/core/listed";
import type { Space } from "@/lib/spaces/space";
import dataFormStyles from "./data-form.module.css";

/** The form that downloads all rooms of a space. */
export function ExportForm({
  spaces,
  leftOut,
}: {
  spaces: readonly Space[];
  /** What rooms of kinds that no export carries are called. */
  leftOut: readonly string[];
}) {
  return (
    <form method="post" action="/api/dashboard/export" className={dataFormStyles.dataForm}>
      <SelectField
        id="export-space"
        name="spaceId"
        label="Space"
        options={spaces.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ChoiceField
        name="also"
        label="Also in it"
        many
        options={[
          { value: "trash", label: "The trash" },
          { value: "passwords", label: "Room passwords" },
        ]}
        chosen={[]}
      />
      <div className={fieldStyles.field}>
        <p className={fieldStyles.hint}>
          With room passwords, everybody who has the file can read them and enter those rooms.
          Without them, an import of the file leaves those rooms out. The audit log records every
          export.
        </p>
        {leftOut.length > 0 ? (
          <p className={fieldStyles.hint}>Not in the file: {listed(leftOut)}.</p>
        ) : null}
      </div>
      <div className={buttonStyles.btns}>
        <Button icon="download">Download the rooms</Button>
      </div>
    </form>
  );
}
