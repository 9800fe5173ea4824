import styles from "./tabs.module.css";
export interface Tab {
  href: string;
  label: string;
  /** A small number after the label. */
  count?: number;
  /** Whether the label says that something is due. */
  isWarning?: boolean;
  current?: boolean;
}

/**
 * Tabs that are links to pages; the current one is marked.
 * @param isQuiet whether they are small, on a line
 */
export function Tabs({
  label,
  tabs,
  isQuiet = false,
}: {
  label: string;
  tabs: readonly Tab[];
  isQuiet?: boolean;
}) {
  return (
    <nav
      className={isQuiet ? `${styles.tabs} ${styles.isQuiet}` : styles.tabs}
      data-tabs=""
      aria-label={label}
    >
      {tabs.map((tab) => (
        <a
          key={tab.href}
          className={tab.isWarning ? styles.warning : undefined}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
        >
          {tab.label}
          {tab.count === undefined ? null : <small>{tab.count.toLocaleString("en-US")}</small>}
        </a>
      ))}
    </nav>
  );
}
