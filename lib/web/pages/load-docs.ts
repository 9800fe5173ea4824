import { docsEntries } from "@/components/docs/docs-entries";
import { topicOfPath } from "@/components/docs/docs-pages";
import type { DocsProps } from "@/components/docs/docs-props";
import type { DocsEntry } from "@/components/docs/search-docs";
import type { ApiRouteModule } from "@/lib/web/api/api-operation";
import {
  loadReference,
  problemTable,
  type ReferenceOperation,
} from "@/lib/web/openapi/load-reference";

type Routes = Readonly<Record<string, ApiRouteModule>>;

/** Stands for the address of this instance until a request says it. The domain `.invalid` is reserved (RFC 2606). */
const ADDRESS = "http://address.invalid";

/** The docs do not change while the process runs, so they are made once. */
let made: { operations: ReferenceOperation[]; entries?: DocsEntry[] } | undefined;

function reference(routes: Routes) {
  made ??= { operations: loadReference(routes, ADDRESS).flatMap((group) => group.operations) };
  return made;
}

/**
 * What a docs page shows: its operations and the error codes.
 * @param address the address of this instance in commands, without a trailing slash
 */
export function loadDocs(routes: Routes, href: string, address: string): DocsProps {
  const { operations } = reference(routes);
  const topic = href.split("/")[3];
  return {
    address,
    operations: operations
      .filter(({ path }) => !topic || topicOfPath(path) === topic)
      .map((operation) => ({ ...operation, curl: operation.curl.replace(ADDRESS, address) })),
    problems: problemTable(),
  };
}

/** Every section that the search can find, with the address of this instance in its text. */
export function loadDocsEntries(routes: Routes, address: string): DocsEntry[] {
  const found = reference(routes);
  found.entries ??= docsEntries((href) => loadDocs(routes, href, ADDRESS));
  return found.entries.map((entry) => ({ ...entry, text: withAddress(entry.text, address) }));
}

function withAddress(text: string, address: string): string {
  const { host } = new URL(address);
  return text.replaceAll(ADDRESS, address).replaceAll(new URL(ADDRESS).host, host);
}
