"use client";

import { useState } from "react";
import { Icon } from "@/components/ui/icon";

/** A text to take along: a field that selects itself, and a button that copies it. Without a script the field is enough. */
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
    <div className="copy">
      <input
        className="input"
        aria-label={label}
        value={value}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" className="btn is-first" onClick={copy}>
        <Icon name={said === "Copied" ? "check" : "copy"} />
        <span role="status">{said || "Copy"}</span>
      </button>
    </div>
  );
}
