import type { ReactNode } from "react";
import screenStyles from "@/components/ui/screen.module.css";
import styles from "./drawing.module.css";

/**
 * One drawing of a chart at its true size, so that text is never scaled: `desk` is 850 wide in a full column, `phone` 350.
 *
 * @param title the text for screen readers
 */
export function Drawing({
  on,
  id,
  title,
  width,
  height,
  children,
}: {
  on: "desk" | "phone";
  id: string;
  title: string;
  width: number;
  height: number;
  children: ReactNode;
}) {
  const titleId = `${id}-${on}`;
  return (
    <svg
      className={
        on === "desk"
          ? `${styles.chart} ${screenStyles.onlyDesk}`
          : `${styles.chart} ${screenStyles.onlyPhone}`
      }
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      role="img"
      aria-labelledby={titleId}
    >
      <title id={titleId}>{title}</title>
      {children}
    </svg>
  );
}

/** A coordinate with one decimal; more decimals would only make the page larger. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
