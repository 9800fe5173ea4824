import type { ReactNode } from "react";
import linkStyles from "./link.module.css";
import styles from "./section.module.css";

/**
 * The unit of every page: a hairline, a note in the margin, the matter beside it. On a narrow screen the note goes on top.
 * @param title a section name, set in the serif
 * @param note one or two sentences under it
 * @param link a link under the note
 */
export function Section({
  title,
  note,
  link,
  id,
  className,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  link?: { href: string; label: string };
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={className ? `${styles.section} ${className}` : styles.section} id={id}>
      <header>
        <h2>{title}</h2>
        {note ? <p>{note}</p> : null}
        {link ? (
          <a className={linkStyles.link} href={link.href}>
            {link.label}
          </a>
        ) : null}
      </header>
      {children}
    </section>
  );
}
