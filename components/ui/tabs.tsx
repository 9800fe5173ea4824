import styles from "./tabs.module.css";
export interface Tab {
  href: string;
  label: string;
  /** A small number after the label. */
  count?: number;
  current?: boolean;
}

/** Tabs that are links to pages; the current one is marked. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={styles.tabs} data-tabs="" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <small>{tab.count.toLocaleString("en-US")}</small>}
        </a>
      ))}
    </nav>
  );
}
