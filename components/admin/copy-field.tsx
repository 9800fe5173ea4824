"use client";

import { useState } from "react";
import buttonStyles from "@/components/ui/button.module.css";
import fieldStyles from "@/components/ui/field.module.css";
import { SharedIcon } from "@/components/ui/shared-icon";
import styles from "./copy-field.module.css";

/**
 * A text to copy: a field that selects its content when it gets the focus, and a button that copies it. Without scripts only the field
 * works.
 */
export function CopyField({ value, label }: { value: string; label: string }) {
  const [said, setSaid] = useState("");

  async function copy() {
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    setSaid(done ? "Copied" : "Select it and copy it by hand");
  }

  return (
    <div className={styles.copy}>
      <input
        className={fieldStyles.input}
        aria-label={label}
        value={value}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        className={`${buttonStyles.btn} ${buttonStyles.isFirst}`}
        onClick={copy}
      >
        <SharedIcon name={said === "Copied" ? "check" : "copy"} />
        <span role="status">{said || "Copy"}</span>
      </button>
    </div>
  );
}
