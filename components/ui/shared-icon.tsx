import styles from "./icon.module.css";
import type { IconName } from "./icon-paths";

/**
 * The icons of components that run in the browser, and of long lists. The document has each drawing once (`Sprite`), so that no script
 * carries the drawings and the markup of a row stays short.
 */
export const SHARED_ICONS = [
  "archive",
  "bell",
  "calendar-plus",
  "chart-no-axes-column",
  "check",
  "clock",
  "copy",
  "ellipsis",
  "eye",
  "film",
  "funnel",
  "hourglass",
  "info",
  "key",
  "key-round",
  "layout-panel-top",
  "list",
  "lock",
  "popcorn",
  "search",
  "share-2",
  "shield",
  "trash",
  "undo-2",
  "user",
  "users",
  "x",
] as const satisfies readonly IconName[];

export type SharedIconName = (typeof SHARED_ICONS)[number];

/** An icon by the name of its drawing in the document. Hidden from screen readers. */
export function SharedIcon({ name }: { name: SharedIconName }) {
  return (
    <svg className={styles.i} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
