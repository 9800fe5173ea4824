import iconStyles from "./icon.module.css";
import { ICON_PATHS } from "./icon-paths";
import { SHARED_ICONS } from "./shared-icon";

const TAG =
  "M12.9 3.9 Q16 .4 19.1 3.9 L29.7 18.7 Q31.9 22 29.7 25.3 L19.1 40.1 Q16 43.6 12.9 40.1 L2.3 25.3 Q.1 22 2.3 18.7 Z";
const HOLE = "M16 6 a2.1 2.1 0 1 0 .01 0 Z";
const KEYHOLE = "M16 16.2 a4 4 0 0 1 2 7.4 L19.3 29.4 H12.7 L14 23.6 A4 4 0 0 1 16 16.2 Z";

const ICONS = SHARED_ICONS.map(
  (name) => `<symbol id="i-${name}" viewBox="0 0 24 24">${ICON_PATHS[name]}</symbol>`,
).join("");

/** The drawings that a document has once: the key tag, the logo, the bell of failures, and the shared icons. */
export function Sprite() {
  return (
    <svg className={iconStyles.sprite} aria-hidden="true">
      <symbol id="fob" viewBox="0 0 32 44">
        <path fill="currentColor" fillRule="evenodd" d={`${TAG} ${HOLE}`} />
      </symbol>
      <symbol id="fob-line" viewBox="0 0 32 44">
        <path d={TAG} />
      </symbol>
      <symbol id="mark" viewBox="0 0 32 44">
        <path fill="currentColor" fillRule="evenodd" d={`${TAG} ${HOLE} ${KEYHOLE}`} />
      </symbol>
      <symbol id="bell" viewBox="0 0 304 150">
        <g
          fill="none"
          stroke="var(--color-rule-strong)"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M34 132 H270" />
          <path d="M104 118 a48 48 0 0 1 96 0Z" />
          <path d="M94 118 H210 V132 H94Z" />
          <path d="M152 70 V60" />
          <path d="M143 57 h18" stroke="var(--color-brass-fill)" strokeWidth="3" />
          <path d="M118 112 a36 36 0 0 1 12 -24" />
        </g>
      </symbol>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is our own table of drawings, never input */}
      <g dangerouslySetInnerHTML={{ __html: ICONS }} />
    </svg>
  );
}
