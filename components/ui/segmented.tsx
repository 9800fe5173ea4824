import styles from "./segmented.module.css";
export interface Segment {
  href: string;
  label: string;
  count?: number;
  current?: boolean;
}

/** Two to four views of the same content as links side by side; each has its own address. */
export function Segmented({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are links, not fields of a form
    <div className={styles.seg} role="group" aria-label={label}>
      {segments.map((segment) => (
        <a
          key={segment.href}
          href={segment.href}
          aria-current={segment.current ? "true" : undefined}
        >
          {segment.label}
          {segment.count === undefined ? null : (
            <span className={styles.faint}>{segment.count.toLocaleString("en-US")}</span>
          )}
        </a>
      ))}
    </div>
  );
}
