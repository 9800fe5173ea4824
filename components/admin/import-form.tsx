import { Button } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { ChoiceField, SelectField } from "@/components/ui/field";
import fieldStyles from "@/components/ui/field.module.css";
import { LIMITS } from "@/lib/core/limits";
import type { Space } from "@/lib/spaces/space";
import { IMPORT_POLICIES } from "@/lib/transfer/imports/room-import";
import dataFormStyles from "./data-form.module.css";
import { POLICY_TEXT } from "./import-text";

/** The form that uploads files with rooms. They are checked before anything is imported. */
export function ImportForm({ spaces }: { spaces: readonly Space[] }) {
  return (
    <form
      method="post"
      action="/api/dashboard/imports"
      encType="multipart/form-data"
      className={dataFormStyles.dataForm}
    >
      <SelectField
        id="import-space"
        name="spaceId"
        label="Into the space"
        options={spaces.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className={fieldStyles.field}>
        <label htmlFor="import-files">Files</label>
        <input
          className={fieldStyles.input}
          id="import-files"
          type="file"
          name="files"
          multiple
          required
          accept=".json,.jsonl,.gz,application/json,application/gzip"
          aria-describedby="import-files-hint"
        />
        <p className={fieldStyles.hint} id="import-files-hint">
          An export, or the room files of a MovieMatch server; {LIMITS.importBytesMax / 1024 / 1024}{" "}
          MB at most. They are stored encrypted until you decide, for a day at most.
        </p>
      </div>
      <SelectField
        id="import-policy"
        name="policy"
        label="Where a room of that name is open already"
        options={IMPORT_POLICIES.map((value) => ({ value, label: POLICY_TEXT[value] }))}
        defaultValue="join"
      />
      <ChoiceField
        name="also"
        label="Also bring in"
        many
        options={[
          { value: "trash", label: "The trash" },
          { value: "hidden", label: "Rooms whose password is not in the file" },
        ]}
        chosen={[]}
      />
      <div className={fieldStyles.field}>
        <p className={fieldStyles.hint}>
          A room that comes in without its password is open to everybody who knows its name. An
          import does not bring back a room that was deleted here: restore it from the trash.
        </p>
      </div>
      <div className={buttonStyles.btns}>
        <Button look="first" icon="search">
          Look through it first
        </Button>
      </div>
    </form>
  );
}
