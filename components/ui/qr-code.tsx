import { encode } from "uqr";
import styles from "./qr-code.module.css";

/** The light edge that readers need around a code, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code of an address, drawn on the server: dark on white in both themes, because not every camera reads light on dark. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const whole = size + 2 * QUIET;
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0H${whole}V${whole}H0Z`} />
      <path fill="#000" d={data.map(rowOf).join("")} />
    </svg>
  );
}

/** The dark modules of a row, neighbours as one rectangle. */
function rowOf(modules: readonly boolean[], y: number): string {
  const text = modules.map((isDark) => (isDark ? "1" : "0")).join("");
  return [...text.matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => `M${index + QUIET} ${y + QUIET}h${length}v1h-${length}Z`)
    .join("");
}
