import type { ReactNode } from "react";
import buttonStyles from "./button.module.css";
import styles from "./empty-state.module.css";
import { BellArt, HooksArt, MissingArt } from "./state-art";

const ARTS = { hooks: HooksArt, missing: MissingArt, bell: BellArt } as const;

/**
 * Shown when a page has nothing to show: what is missing, why, and one next step.
 *
 * @param art hooks: nothing here yet. missing: nothing matches. bell: something went wrong.
 *
 * @param level the heading's level, 1 when it is the whole page
 */
export function EmptyState({
  art,
  title,
  children,
  actions,
  foot,
  level = 2,
}: {
  art?: keyof typeof ARTS;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  level?: 1 | 2;
}) {
  const Art = art ? ARTS[art] : null;
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={styles.quiet}>
      {Art ? <Art /> : null}
      <Heading className={styles.quietTitle}>{title}</Heading>
      {children ? <p>{children}</p> : null}
      {actions ? <div className={buttonStyles.btns}>{actions}</div> : null}
      {foot ? <p className={styles.foot}>{foot}</p> : null}
    </div>
  );
}
