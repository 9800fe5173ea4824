import type { ReferenceOperation } from "@/lib/web/load-reference";
import { Command } from "./command";
import { WithCode } from "./with-code";

/** One operation of the API: what it needs, what it answers, and how to call it. */
export function Operation({ operation }: { operation: ReferenceOperation }) {
  const { anchor, method, path, otherPath, summary, words, scopes, fields } = operation;
  return (
    <article className="operation" id={anchor}>
      <h3>
        <a href={`#${anchor}`}>{summary}</a>
      </h3>
      <p className="address">
        <b>{method}</b> <code>{path}</code>
        {otherPath ? (
          <span className="faint">
            {" "}
            or <code>{otherPath}</code>
          </span>
        ) : null}
      </p>
      {words ? (
        <p>
          <WithCode>{words}</WithCode>
        </p>
      ) : null}
      <p className="faint">
        {scopes.length === 0 ? "Any token may." : <Scopes scopes={scopes} />} Answers{" "}
        {operation.statuses.join(", ")}
        {operation.codes.length > 0 ? "; may be refused with " : "."}
        {operation.codes.map(({ code, status }, index) => (
          <span key={code}>
            {index > 0 ? ", " : ""}
            <a href={`#${code}`}>
              <code>{code}</code>
            </a>{" "}
            ({status})
          </span>
        ))}
        {operation.codes.length > 0 ? "." : ""}
      </p>
      {fields.length > 0 ? (
        <dl className="fields">
          {fields.map(({ name, place, isNeeded, kind, words: meaning }) => (
            <div key={`${place} ${name}`}>
              <dt>
                <code>{name}</code>
                <small>
                  {place}, {kind}
                  {isNeeded ? ", needed" : ""}
                </small>
              </dt>
              <dd>
                <WithCode>{meaning}</WithCode>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <Command>{operation.curl}</Command>
      {operation.client ? <Command>{operation.client}</Command> : null}
      {operation.reply ? (
        <details className="answer">
          <summary>What it answers</summary>
          <Command>{operation.reply}</Command>
        </details>
      ) : null}
    </article>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <>
      Needs{" "}
      {scopes.map((scope, index) => (
        <span key={scope}>
          {index > 0 ? " or " : ""}
          <code>{scope}</code>
        </span>
      ))}
      .
    </>
  );
}
