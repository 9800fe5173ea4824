import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsPage } from "@/components/docs/docs-page";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocs } from "@/lib/web/pages/load-docs";

export const metadata: Metadata = { title: "Storage module" };
export const dynamic = "force-dynamic";

export default async function StorageDocsPage() {
  return (
    <DocsPage
      href="/docs/storage"
      {...loadDocs(API_V1_ROUTES, "/docs/storage", await pageAddress())}
    />
  );
}
