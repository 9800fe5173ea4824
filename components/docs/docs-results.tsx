import pageHeadStyles from "@/components/ui/page-head.module.css";
import { counted } from "@/lib/core/counted";
import { DocsNav } from "./docs-nav";
import docsPageStyles from "./docs-page.module.css";
import styles from "./docs-results.module.css";
import { DocsSearch } from "./docs-search";
import { type DocsEntry, searchDocs } from "./search-docs";

const RESULTS_MAX = 30;

/** The page with the search results for a query. */
export function DocsResults({ query, entries }: { query: string; entries: readonly DocsEntry[] }) {
  const found = searchDocs(entries, query, RESULTS_MAX);
  return (
    <div className={docsPageStyles.docs}>
      <div className={docsPageStyles.docsSide}>
        <DocsSearch />
        <DocsNav current="/docs/search" label="Docs" />
      </div>
      <article className={docsPageStyles.docsText}>
        <h1>Search the docs</h1>
        <p className={pageHeadStyles.lead}>
          {query.trim() === ""
            ? "Type a word into the field, such as an operation, a header or an error code."
            : found.length === 0
              ? `No page contains “${query.trim()}”. Try fewer or other words.`
              : `${counted(found.length, "section")} ${found.length === 1 ? "contains" : "contain"} “${query.trim()}”.`}
        </p>
        <ul className={styles.docsResults}>
          {found.map(({ entry, excerpt }) => (
            <li key={entry.href}>
              <a href={entry.href}>{entry.title}</a>
              {entry.title === entry.page ? null : <small>{entry.page}</small>}
              <p>{excerpt}</p>
            </li>
          ))}
        </ul>
      </article>
    </div>
  );
}
