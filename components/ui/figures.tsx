import type { ReactNode } from "react";
import styles from "./figures.module.css";

export interface Figure {
  label: string;
  value: string | number;
  /** The unit, in smaller type after the value: %, s, days. */
  unit?: string;
  /** A note under it, such as what it is compared with. */
  note?: ReactNode;
}

/** The row of figures below a page's head; two columns on a phone. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className={styles.figs}>
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt>{figure.label}</dt>
          <dd className={styles.v}>
            {typeof figure.value === "number" ? figure.value.toLocaleString("en-US") : figure.value}
            {figure.unit ? <small> {figure.unit}</small> : null}
          </dd>
          {figure.note ? <dd className={styles.d}>{figure.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
