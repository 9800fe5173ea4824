import type { ReactNode } from "react";
import { SharedIcon } from "@/components/ui/shared-icon";
import styles from "./notice.module.css";

/** A sentence at the top of a page: what went wrong, and what to do about it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className={styles.notice} role="alert">
      <SharedIcon name="info" />
      <p>{children}</p>
    </div>
  );
}
