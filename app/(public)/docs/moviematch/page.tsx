import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsPage } from "@/components/docs/docs-page";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocs } from "@/lib/web/pages/load-docs";

export const metadata: Metadata = { title: "Connect MovieMatch" };
export const dynamic = "force-dynamic";

export default async function MovieMatchDocsPage() {
  return (
    <DocsPage
      href="/docs/moviematch"
      {...loadDocs(API_V1_ROUTES, "/docs/moviematch", await pageAddress())}
    />
  );
}
