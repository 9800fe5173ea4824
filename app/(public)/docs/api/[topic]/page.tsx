import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { DocsPage } from "@/components/docs/docs-page";
import { API_TOPICS, DOCS_PAGES, topicHref } from "@/components/docs/docs-pages";
import { NothingHere } from "@/components/shell/nothing-here";
import { pageAddress } from "@/lib/web/pages/load-address";
import { loadDocs } from "@/lib/web/pages/load-docs";
import { NOTHING_FOUND, nothingFound } from "@/lib/web/pages/nothing-found";
import { visitor } from "@/lib/web/pages/viewer";

export const dynamic = "force-dynamic";

interface Props {
  params: Promise<{ topic: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const href = topicHref((await params).topic);
  const page = DOCS_PAGES.find((one) => one.href === href);
  return page ? { title: `API: ${page.title}` } : NOTHING_FOUND;
}

/** One topic of the API, with its operations. */
export default async function ApiTopicPage({ params }: Props) {
  const { topic } = await params;
  if (!API_TOPICS.includes(topic)) {
    nothingFound();
    return <NothingHere isSignedIn={(await visitor()) !== null} />;
  }
  const href = topicHref(topic);
  return <DocsPage href={href} {...loadDocs(API_V1_ROUTES, href, await pageAddress())} />;
}
