import type { ReactNode } from "react";
import styles from "./docs-section.module.css";

/**
 * A section of a docs page with a permanent link. The search reads `data-title` and the list “On this page” reads `data-toc` (see
 * docs-outline.ts).
 */
export function DocsSection({
  id,
  title,
  children,
}: {
  id: string;
  title: string;
  children: ReactNode;
}) {
  return (
    <section className={styles.docsSection} id={id} data-title={title} data-toc="">
      <DocsHeading id={id}>{title}</DocsHeading>
      {children}
    </section>
  );
}

/** A heading that is its own permanent link. */
export function DocsHeading({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2>
      <a href={`#${id}`}>{children}</a>
    </h2>
  );
}
