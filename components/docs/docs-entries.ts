import { createElement } from "react";
import { DOCS_BODIES } from "./docs-bodies";
import { docsOutline } from "./docs-outline";
import { DOCS_PAGES } from "./docs-pages";
import type { DocsProps } from "./docs-props";
import type { DocsEntry } from "./search-docs";

const TEXT_UNITS_MAX = 1_200;

/** Every section that the search can find, read from the rendered pages. */
export function docsEntries(propsOf: (href: string) => DocsProps): DocsEntry[] {
  return DOCS_PAGES.flatMap(({ href, title, lead }) => {
    const Body = DOCS_BODIES[href];
    if (!Body || href === "/docs") return [];
    const parts = docsOutline(createElement(Body, propsOf(href)));
    return parts.map((part) => ({
      href: part.id ? `${href}#${part.id}` : href,
      page: title,
      title: part.title || title,
      text: (part.id ? part.text : `${lead} ${part.text}`).slice(0, TEXT_UNITS_MAX),
    }));
  });
}
