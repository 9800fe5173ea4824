import type { ReactNode } from "react";
import { shownText } from "@/lib/core/hidden-characters";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import styles from "./menu.module.css";

/**
 * A menu: a list of actions that a button opens. It is a native `<details>`, so it works without scripts. With scripts,
 * components/shell/menus-and-dialogs.tsx closes it on Escape and on a click elsewhere.
 *
 * @param label what the button is called, for screen readers
 *
 * @param trigger what the button shows; three dots when left out
 */
export function Menu({
  label,
  trigger,
  className = styles.more,
  align = "end",
  children,
}: {
  label: string;
  trigger?: ReactNode;
  className?: string;
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <details
      className={align === "start" ? `${styles.menu} ${styles.isStart}` : styles.menu}
      data-menu=""
    >
      <summary className={className} aria-label={shownText(label)}>
        {trigger ?? <Icon name="ellipsis" />}
      </summary>
      <div className={styles.menuList} data-menu-list="">
        {children}
      </div>
    </details>
  );
}

/** An item of a menu that is a link, also to the `#id` of a dialog. */
export function MenuLink({
  href,
  icon,
  tone,
  current,
  note,
  children,
}: {
  href: string;
  icon?: IconName;
  tone?: "danger";
  current?: boolean;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <a
      className={tone === "danger" ? `${styles.menuLine} ${styles.isDanger}` : styles.menuLine}
      href={href}
      aria-current={current ? "true" : undefined}
    >
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
      {note ? <small>{note}</small> : null}
      {current ? <Icon name="check" className={styles.atEnd} /> : null}
    </a>
  );
}

/** An item of a menu that carries out an action: a form with one button. */
export function MenuForm({
  action,
  fields = {},
  icon,
  tone,
  children,
}: {
  action: string;
  fields?: Record<string, string | number>;
  icon?: IconName;
  tone?: "danger";
  children: ReactNode;
}) {
  return (
    <form method="post" action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button
        type="submit"
        className={tone === "danger" ? `${styles.menuLine} ${styles.isDanger}` : styles.menuLine}
      >
        {icon ? <Icon name={icon} /> : null}
        <span>{children}</span>
      </button>
    </form>
  );
}

/** A thin line between groups of a menu. */
export function MenuRule() {
  return <hr />;
}
