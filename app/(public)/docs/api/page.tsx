import type { Metadata } from "next";
import { API_V1_ROUTES } from "@/app/api/v1/operations";
import { Operation } from "@/components/docs/operation";
import { ReferenceContents } from "@/components/docs/reference-contents";
import { WithCode } from "@/components/docs/with-code";
import { PageHead } from "@/components/ui/page-head";
import { Spread } from "@/components/ui/spread";
import { houseAddress } from "@/lib/web/house-address";
import { loadReference, problemTable } from "@/lib/web/load-reference";
import { CHAPTERS } from "./chapters";

export const metadata: Metadata = { title: "API reference" };
export const dynamic = "force-dynamic";

const WORDS: Record<string, string> = {
  batch: "Many operations in one request.",
  events: "What happens to rooms.",
  media: "Titles for film ids.",
  rooms: "Save, read, rate, delete.",
  token: "The token itself.",
  trash: "What waits there.",
};

/** The API for people: what holds for all of it, every operation with commands that work, every refusal. */
export default function ApiReferencePage() {
  const house = houseAddress();
  const groups = loadReference(API_V1_ROUTES, house);
  const chapters = [...CHAPTERS, { id: "refusals", title: "Refusals" }];
  return (
    <main className="page docs reference" id="main" tabIndex={-1}>
      <PageHead
        crumb={{ href: "/docs", label: "All guides" }}
        title="API reference"
        lead="What a game server can ask of this house, with commands that work as they stand."
      />
      <div className="beside">
        <ReferenceContents chapters={chapters} groups={groups} />
        <div>
          {CHAPTERS.map(({ id, title, body }) => (
            <Spread key={id} id={id} title={title}>
              <div>{body(house)}</div>
            </Spread>
          ))}
          {groups.map(({ tag, operations }) => (
            <Spread key={tag} id={tag} title={tag} note={WORDS[tag]}>
              <div>
                {operations.map((operation) => (
                  <Operation key={operation.anchor} operation={operation} />
                ))}
              </div>
            </Spread>
          ))}
          <Spread
            id="refusals"
            title="Refusals"
            note="Problem documents (RFC 9457); the code is stable, the words may change."
          >
            <dl className="fields">
              {problemTable().map(({ code, status, means, next }) => (
                <div key={code} id={code}>
                  <dt>
                    <code>{code}</code>
                    <small>{status}</small>
                  </dt>
                  <dd>
                    <WithCode>{means}</WithCode>{" "}
                    <span className="faint">
                      <WithCode>{next}</WithCode>
                    </span>
                  </dd>
                </div>
              ))}
            </dl>
          </Spread>
        </div>
      </div>
    </main>
  );
}
