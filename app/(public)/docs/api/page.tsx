import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsPage } from "@/components/docs/docs-page";
import { FORMER_ANCHORS, topicHref, topicOfPath } from "@/components/docs/docs-pages";
import { FormerAnchors } from "@/components/docs/former-anchors";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocs } from "@/lib/web/pages/load-docs";

export const metadata: Metadata = { title: "API: getting started" };
export const dynamic = "force-dynamic";

/** The first steps with the API. Old links to the one-page reference arrive here and are redirected. */
export default async function ApiDocsPage() {
  const docs = loadDocs(API_V1_ROUTES, "/docs/api", await pageAddress());
  const addresses = Object.fromEntries([
    ...Object.entries(FORMER_ANCHORS),
    ...docs.operations.map(({ anchor, path }) => [
      anchor,
      `${topicHref(topicOfPath(path))}#${anchor}`,
    ]),
    ...docs.problems.map(({ code }) => [code, `${topicHref("errors")}#${code}`]),
  ]);
  return (
    <>
      <DocsPage href="/docs/api" {...docs} />
      <FormerAnchors addresses={addresses} />
    </>
  );
}
