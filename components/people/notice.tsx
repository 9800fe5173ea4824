import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import styles from "./notice.module.css";

/** One sentence that must be read before anything else: what went wrong, and what to do about it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className={styles.notice} role="alert">
      <Icon name="info" />
      <p>{children}</p>
    </div>
  );
}
