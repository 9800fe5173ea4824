import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";

export const metadata: Metadata = { title: "Guides" };

const GUIDES = [
  {
    href: "/docs/moviematch",
    title: "Connect MovieMatch",
    words: "One line in an import map, three variables.",
  },
  {
    href: "/docs/api",
    title: "API reference",
    words: "Every operation, with commands and client calls that work as they stand.",
  },
  {
    href: "/docs/webhooks",
    title: "Webhooks",
    words: "Be called when something happens to a room, and know that it was us.",
  },
  {
    href: "/api/v1/openapi.json",
    title: "OpenAPI 3.1",
    words: "The same for machines.",
  },
];

/** What there is to read for those who connect something. */
export default function GuidesPage() {
  return (
    <main className="page docs" id="main" tabIndex={-1}>
      <PageHead
        crumb={{ href: "/", label: "The desk" }}
        title="Guides"
        lead="For those who connect a game server, or write one."
      />
      <dl className="said-of">
        {GUIDES.map(({ href, title, words }) => (
          <div key={href}>
            <dt>
              <a className="link" href={href}>
                {title}
              </a>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
