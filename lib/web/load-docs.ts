import { topicOfPath } from "@/components/docs/docs-pages";
import { docsPlaces } from "@/components/docs/docs-places";
import type { DocsProps } from "@/components/docs/docs-props";
import type { DocsPlace } from "@/components/docs/search-docs";
import type { ApiRouteModule } from "./api-operation";
import { houseAddress } from "./house-address";
import { loadReference, problemTable, type ReferenceOperation } from "./load-reference";

type Routes = Readonly<Record<string, ApiRouteModule>>;

/** The docs say the same as long as the process runs: what they are made of is made once. */
let made: { address: string; operations: ReferenceOperation[]; places?: DocsPlace[] } | undefined;

function reference(routes: Routes) {
  const address = houseAddress();
  if (made?.address !== address) {
    const operations = loadReference(routes, address).flatMap((group) => group.operations);
    made = { address, operations };
  }
  return made;
}

/** What the docs page at this address is made of: this instance's address, the page's operations, the error codes. */
export function loadDocs(routes: Routes, href: string): DocsProps {
  const { address, operations } = reference(routes);
  const topic = href.split("/")[3];
  return {
    address,
    operations: topic ? operations.filter(({ path }) => topicOfPath(path) === topic) : operations,
    problems: problemTable(),
  };
}

/** Everything that the search of the docs looks through. */
export function loadDocsPlaces(routes: Routes): DocsPlace[] {
  const found = reference(routes);
  found.places ??= docsPlaces((href) => loadDocs(routes, href));
  return found.places;
}
