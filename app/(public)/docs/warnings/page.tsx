import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsPage } from "@/components/docs/docs-page";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocs } from "@/lib/web/pages/load-docs";

export const metadata: Metadata = { title: "Rooms that leave" };
export const dynamic = "force-dynamic";

export default async function WarningsDocsPage() {
  return (
    <DocsPage
      href="/docs/warnings"
      {...loadDocs(API_V1_ROUTES, "/docs/warnings", await pageAddress())}
    />
  );
}
