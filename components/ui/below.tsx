import type { ReactNode } from "react";
import styles from "./below.module.css";

/**
 * A part of a long page that is usually below the window: the browser lays it out when somebody comes near it, or searches in the page.
 * It clips what hangs over its edge, so menus and dialogs do not belong into it.
 */
export function Below({ children }: { children: ReactNode }) {
  return <div className={styles.below}>{children}</div>;
}
