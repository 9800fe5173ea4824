import type { ReactNode } from "react";
import styles from "./window.module.css";

/** Where the person stands in the window, one after the other. */
const PLACES = [20, 13, 27, 18, 25, 11] as const;

/** The drawing of a window with somebody in it, who is seen while it is lit. */
export function WindowDrawing({ index }: { index: number }) {
  const x = PLACES[index % PLACES.length] ?? 20;
  return (
    <b aria-hidden="true">
      <svg viewBox="0 0 40 48" aria-hidden="true">
        <g>
          <circle cx={x} cy="30" r="5.2" />
          <path d={`M${x - 10} 50q0-13 10-13t10 13Z`} />
        </g>
        <path d="M20 0V48M0 18H40" />
      </svg>
    </b>
  );
}

/** A window with a person's name and answer under it. */
export function AnswerWindow({
  index,
  answer,
  children,
}: {
  index: number;
  answer: "yes" | "no" | "open";
  children: ReactNode;
}) {
  const looks = { yes: styles.isLit, no: styles.isCrossed, open: "" };
  const texts = { yes: "yes", no: "no", open: "yet to say" };
  return (
    <li className={`${styles.window} ${looks[answer]}`}>
      <WindowDrawing index={index} />
      <span>{children}</span>
      <small>{texts[answer]}</small>
    </li>
  );
}
