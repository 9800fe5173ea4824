import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import styles from "./notice.module.css";

/** A sentence at the top of a page: what went wrong, and what to do about it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className={styles.notice} role="alert">
      <Icon name="info" />
      <p>{children}</p>
    </div>
  );
}
