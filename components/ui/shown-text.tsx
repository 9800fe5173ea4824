import { Fragment, type ReactNode } from "react";
import { splitAtHidden } from "@/lib/core/hidden-characters";
import styles from "./shown-text.module.css";

/**
 * A text that somebody typed. A character without a glyph is drawn as its code point, and does not act on what stands beside it.
 * @param hasLines for a text that may have line breaks, such as a reason
 * @param draw how the text between such characters is drawn, if not as it is
 */
export function ShownText({
  text,
  hasLines = false,
  draw,
}: {
  text: string;
  hasLines?: boolean;
  draw?: (text: string) => ReactNode;
}) {
  return splitAtHidden(text, { hasLines }).map((part, index) =>
    part.hidden === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
      <Fragment key={index}>{draw ? draw(part.text) : part.text}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <span key={index} className={styles.hiddenCharacter} title="A character that cannot be seen">
        {part.hidden}
      </span>
    ),
  );
}
