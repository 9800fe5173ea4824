import { Button } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import { SelectField } from "@/components/ui/field";
import fieldStyles from "@/components/ui/field.module.css";
import { LIMITS } from "@/lib/core/limits";
import type { Space } from "@/lib/spaces/space";
import dataFormStyles from "./data-form.module.css";

/** The form that uploads a file with the titles of films. */
export function TitlesForm({ spaces }: { spaces: readonly Space[] }) {
  return (
    <form
      method="post"
      action="/api/dashboard/titles"
      encType="multipart/form-data"
      className={dataFormStyles.dataForm}
    >
      <SelectField
        id="titles-space"
        name="spaceId"
        label="For the rooms of the space"
        options={spaces.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className={fieldStyles.field}>
        <label htmlFor="titles-file">File with titles</label>
        <input
          className={fieldStyles.input}
          id="titles-file"
          type="file"
          name="file"
          required
          accept=".csv,.tsv,.json,text/csv,application/json"
          aria-describedby="titles-file-hint"
        />
        <p className={fieldStyles.hint} id="titles-file-hint">
          CSV whose first line names the columns mediaId and title, and if you like year, genres
          (separated by |), posterUrl, linkUrl, trailerUrl and durationMs; or JSON as the API takes
          it. {LIMITS.titleFileBytesMax / 1024 / 1024} MB at most.
        </p>
      </div>
      <div className={buttonStyles.btns}>
        <Button icon="film">Import titles</Button>
      </div>
    </form>
  );
}
