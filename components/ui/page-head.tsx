import type { ReactNode } from "react";
import { Icon } from "./icon";
import styles from "./page-head.module.css";

/**
 * The head of a page: its title, the lead below it, and at most one main button.
 *
 * @param lead one or two sentences; `<b>` and the class `warn` of page-head.module.css mark what counts
 */
export function PageHead({
  title,
  lead,
  live,
  actions,
  crumb,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** The mark of a page that is live. */
  live?: ReactNode;
  actions?: ReactNode;
  /** The page above this one. */
  crumb?: { href: string; label: string };
}) {
  return (
    <>
      {crumb ? <Crumb {...crumb} /> : null}
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {lead ? <p className={styles.lead}>{lead}</p> : null}
          {live ? <p className={styles.liveMark}>{live}</p> : null}
        </div>
        {actions ? <div className={styles.acts}>{actions}</div> : null}
      </header>
    </>
  );
}

/** The link back to the page above. */
export function Crumb({ href, label }: { href: string; label: string }) {
  return (
    <a className={styles.crumb} href={href}>
      <Icon name="arrow-left" />
      {label}
    </a>
  );
}
