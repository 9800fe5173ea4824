import type { ReactNode } from "react";
import linkStyles from "./link.module.css";
import styles from "./section.module.css";

/**
 * A section of a page: a line above, the title and a note in the margin, and the content beside them. On a narrow screen the note is on
 * top.
 *
 *
 * @param title the name of the section
 *
 *
 * @param note one or two sentences under it
 *
 *
 * @param link a link under the note
 */
export function Section({
  title,
  note,
  link,
  mark,
  id,
  className,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  link?: { href: string; label: string };
  /** A small drawing under the note; on a narrow screen it stands at the end of the title's line. */
  mark?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={className ? `${styles.section} ${className}` : styles.section} id={id}>
      <header>
        <h2>{title}</h2>
        {note ? <p>{note}</p> : null}
        {mark ? <div>{mark}</div> : null}
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
