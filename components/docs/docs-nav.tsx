import styles from "./docs-nav.module.css";
import { DOCS_GROUPS, DOCS_PAGES } from "./docs-pages";

/** All pages of the docs by group, with the current one marked. */
export function DocsNav({ current, label }: { current: string; label: string }) {
  return (
    <nav className={styles.docsNav} aria-label={label}>
      {DOCS_GROUPS.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          <ul>
            {DOCS_PAGES.filter((page) => page.group === group).map(({ href, title }) => (
              <li key={href}>
                <a href={href} aria-current={href === current ? "page" : undefined}>
                  {href === "/docs" ? "Overview" : title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <a className={styles.docsMachine} href="/api/v1/openapi.json">
        OpenAPI 3.1, for machines
      </a>
    </nav>
  );
}
