import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsResults } from "@/components/docs/docs-results";
import { searchText } from "@/lib/core/search-text";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocsEntries } from "@/lib/web/pages/load-docs";

export const metadata: Metadata = { title: "Search the docs" };
export const dynamic = "force-dynamic";

/** The search results of the docs as a page: for browsers without scripts, and when the user presses Enter. */
export default async function DocsSearchPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { q } = await searchParams;
  const entries = loadDocsEntries(API_V1_ROUTES, await pageAddress());
  return <DocsResults query={typeof q === "string" ? searchText(q) : ""} entries={entries} />;
}
