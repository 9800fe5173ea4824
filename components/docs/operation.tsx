import type { ReferenceOperation } from "@/lib/web/openapi/load-reference";
import { Command } from "./command";
import { topicHref } from "./docs-pages";
import { DocsHeading } from "./docs-section";
import docsSectionStyles from "./docs-section.module.css";
import styles from "./operation.module.css";
import { WithCode } from "./with-code";

/** The operations of a page, one after the other. */
export function Operations({ operations }: { operations: readonly ReferenceOperation[] }) {
  return operations.map((operation) => <Operation key={operation.anchor} operation={operation} />);
}

/** One operation of the API: what it needs, what it returns, and how to call it. */
function Operation({ operation }: { operation: ReferenceOperation }) {
  const { anchor, method, path, otherPath, summary, text, fields } = operation;
  return (
    <section
      className={`${docsSectionStyles.docsSection} ${styles.operation}`}
      id={anchor}
      data-title={summary}
      data-toc=""
    >
      <DocsHeading id={anchor}>{summary}</DocsHeading>
      <p className={styles.address}>
        <code>
          <b>{method}</b> {path}
        </code>
        {otherPath ? (
          <small>
            or <code>{otherPath}</code>
          </small>
        ) : null}
      </p>
      {(text ? text.split("\n\n") : []).map((paragraph) => (
        <p key={paragraph}>
          <WithCode>{paragraph}</WithCode>
        </p>
      ))}
      <Requirements operation={operation} />
      {fields.length > 0 ? <Fields fields={fields} /> : null}
      <Command title="curl">{operation.curl}</Command>
      {operation.client ? (
        <Command language="javascript" title="JavaScript client">
          {operation.client}
        </Command>
      ) : null}
      {operation.reply ? (
        <Command language="json" title="Reply">
          {operation.reply}
        </Command>
      ) : null}
    </section>
  );
}

/** The scope that the operation needs, and the statuses and error codes that it returns. */
function Requirements({
  operation: { scopes, statuses, codes },
}: {
  operation: ReferenceOperation;
}) {
  return (
    <dl className={styles.terms}>
      <div>
        <dt>Scope</dt>
        <dd>
          {scopes.length === 0
            ? "none (any token works)"
            : scopes.map((scope, index) => (
                <span key={scope}>
                  {index > 0 ? " or " : ""}
                  <code>{scope}</code>
                </span>
              ))}
        </dd>
      </div>
      <div>
        <dt>Statuses</dt>
        <dd>{statuses.join(", ")}</dd>
      </div>
      {codes.length > 0 ? (
        <div>
          <dt>Own errors</dt>
          <dd>
            {codes.map(({ code, status }, index) => (
              <span key={code}>
                {index > 0 ? ", " : ""}
                <a href={`${topicHref("errors")}#${code}`}>
                  <code>{code}</code>
                </a>{" "}
                {status}
              </span>
            ))}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Fields({ fields }: { fields: ReferenceOperation["fields"] }) {
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, location, isNeeded, kind, text }) => (
        <div key={`${location} ${name}`}>
          <dt>
            <code>{name}</code>
            <small>
              {location}, {kind}
              {isNeeded ? ", required" : ""}
            </small>
          </dt>
          <dd>
            <WithCode>{text}</WithCode>
          </dd>
        </div>
      ))}
    </dl>
  );
}
