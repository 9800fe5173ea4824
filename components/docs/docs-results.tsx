import { DocsNav } from "./docs-nav";
import { DocsSearch } from "./docs-search";
import { type DocsPlace, searchDocs } from "./search-docs";

const RESULTS_MAX = 30;

/** The page of what the docs have about a query. */
export function DocsResults({ query, places }: { query: string; places: readonly DocsPlace[] }) {
  const found = searchDocs(places, query, RESULTS_MAX);
  return (
    <div className="docs">
      <div className="docs-side">
        <DocsSearch />
        <DocsNav current="/docs/search" label="Docs" />
      </div>
      <article className="docs-text">
        <h1>Search the docs</h1>
        <p className="lead">
          {query.trim() === ""
            ? "Type a word into the field: an operation, a header, an error code."
            : found.length === 0
              ? `No page has “${query.trim()}”. Try fewer or other words.`
              : `${found.length === 1 ? "One place has" : `${found.length} places have`} “${query.trim()}”.`}
        </p>
        <ul className="docs-results">
          {found.map(({ place, excerpt }) => (
            <li key={place.href}>
              <a href={place.href}>{place.title}</a>
              {place.title === place.page ? null : <small>{place.page}</small>}
              <p>{excerpt}</p>
            </li>
          ))}
        </ul>
      </article>
    </div>
  );
}
