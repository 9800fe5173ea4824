import { Icon } from "@/components/ui/icon";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { DOCS_BODIES } from "./docs-bodies";
import { DocsNav } from "./docs-nav";
import { docsOutline } from "./docs-outline";
import styles from "./docs-page.module.css";
import { DOCS_PAGES } from "./docs-pages";
import type { DocsProps } from "./docs-props";
import { DocsSearch } from "./docs-search";

/** A page of the docs: the sidebar, the text, the list “On this page”, and links to the previous and the next page. */
export function DocsPage({ href, ...props }: DocsProps & { href: string }) {
  const at = DOCS_PAGES.findIndex((page) => page.href === href);
  const [page, Body] = [DOCS_PAGES[at], DOCS_BODIES[href]];
  if (!page || !Body) throw new Error(`There is no docs page ${href}.`);
  const body = <Body {...props} />;
  const listed = docsOutline(body).filter(({ isListed }) => isListed);
  return (
    <div className={styles.docs}>
      <div className={styles.docsSide}>
        <DocsSearch />
        <details className={styles.docsMenu} data-menu-docs="">
          <summary>
            <Icon name="list" />
            <span>All pages</span>
            <Icon name="chevron-down" />
          </summary>
          <DocsNav current={href} label="Docs, all pages" />
        </details>
        <DocsNav current={href} label="Docs" />
      </div>
      <article className={styles.docsText}>
        <p className={styles.docsGroup}>{page.group}</p>
        <h1>{page.title}</h1>
        <p className={pageHeadStyles.lead}>{page.lead}</p>
        {body}
        <Neighbours at={at} />
      </article>
      {listed.length > 1 ? (
        <nav className={styles.docsToc} aria-label="On this page">
          <p>On this page</p>
          <ul>
            {listed.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </div>
  );
}

function Neighbours({ at }: { at: number }) {
  const [before, after] = [DOCS_PAGES[at - 1], DOCS_PAGES[at + 1]];
  return (
    <nav className={styles.docsNeighbours} aria-label="Pages before and after">
      {before ? (
        <a href={before.href} rel="prev">
          <small>Previous</small>
          <span>
            <Icon name="arrow-left" />
            {before.title}
          </span>
        </a>
      ) : null}
      {after ? (
        <a href={after.href} rel="next">
          <small>Next</small>
          <span>
            {after.title}
            <Icon name="arrow-right" />
          </span>
        </a>
      ) : null}
    </nav>
  );
}
