import docsSectionStyles from "@/components/docs/docs-section.module.css";
import { DOCS_GROUPS, DOCS_PAGES } from "../docs-pages";

/** The table of contents of the docs: every page with its lead sentence. */
export function DocsOverview() {
  return DOCS_GROUPS.map((group) => (
    <section className={docsSectionStyles.docsSection} key={group}>
      <h2>{group}</h2>
      <dl className={docsSectionStyles.docsTopics}>
        {DOCS_PAGES.filter((page) => page.group === group && page.href !== "/docs").map(
          ({ href, title, lead }) => (
            <div key={href}>
              <dt>
                <a href={href}>{title}</a>
              </dt>
              <dd>{lead}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  ));
}
