import operationStyles from "@/components/docs/operation.module.css";
import { topicHref } from "../docs-pages";
import { DocsSection } from "../docs-section";
import { LIMIT_GROUPS, limitValue } from "../limit-groups";
import { WithCode } from "../with-code";

/** Requests per minute, and then every other limit with its value. */
export function Limits() {
  return (
    <>
      <DocsSection id="rate" title="Requests per minute">
        <p>
          Every token has a number of requests per minute. Each reply says how many are left:{" "}
          <code>RateLimit: "token";r=59990;t=42</code> means 59,990 requests in the next 42 seconds.{" "}
          <code>RateLimit-Policy</code> says how many requests are allowed in all.
        </p>
        <p>
          When no request is left, the reply is <code>429</code> with <code>Retry-After</code>, and
          the request was not carried out. Wait that many seconds. A{" "}
          <a href={topicHref("batch")}>batch</a> counts as one request for every hundred of its
          operations.
        </p>
      </DocsSection>
      <DocsSection id="refusals" title="What is refused">
        <p>
          A body that is too large is refused with <code>413</code>, and a text or a list that is
          too long with <code>422</code>; in an address the refusal is <code>400</code> or{" "}
          <code>404</code>. Bodies are JSON in UTF-8. A character is a UTF-16 unit, as in
          JavaScript’s <code>length</code>: most letters are one, an emoji is two or more.
        </p>
      </DocsSection>
      {LIMIT_GROUPS.map(({ id, title, rows }) => (
        <DocsSection key={id} id={id} title={title}>
          <dl className={operationStyles.fields}>
            {rows.map(([name, text]) => (
              <div key={name} data-limit={name}>
                <dt>{limitValue(name)}</dt>
                <dd>
                  <WithCode>{text}</WithCode>
                </dd>
              </div>
            ))}
          </dl>
        </DocsSection>
      ))}
    </>
  );
}
