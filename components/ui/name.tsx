import type { ReactNode } from "react";
import { ShownText } from "./shown-text";

/**
 * A name or a reason that somebody typed, isolated from the direction of the text around it.
 * @param hasLines for a reason, which may have line breaks
 * @param draw how the text between hidden characters is drawn, if not as it is
 */
export function Name({
  children,
  dir,
  hasLines,
  draw,
}: {
  children: string | null | undefined;
  dir?: "auto" | "ltr";
  hasLines?: boolean;
  draw?: (text: string) => ReactNode;
}) {
  return (
    <bdi dir={dir}>
      <ShownText text={children ?? ""} hasLines={hasLines} draw={draw} />
    </bdi>
  );
}
