import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsPage } from "@/components/docs/docs-page";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocs } from "@/lib/web/pages/load-docs";

export const metadata: Metadata = { title: "Docs" };
export const dynamic = "force-dynamic";

/** The start page of the docs. */
export default async function DocsOverviewPage() {
  return <DocsPage href="/docs" {...loadDocs(API_V1_ROUTES, "/docs", await pageAddress())} />;
}
