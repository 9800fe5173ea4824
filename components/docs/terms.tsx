import styles from "./operation.module.css";

/** Names of a program with what each means. */
export function Terms({ terms }: { terms: readonly (readonly [term: string, words: string])[] }) {
  return (
    <dl className={styles.fields}>
      {terms.map(([term, words]) => (
        <div key={term}>
          <dt>
            <code>{term}</code>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
