import { splitAtHidden } from "@/lib/core/hidden-characters";

/** A text that somebody typed. A character without a glyph is drawn as its code point, and does not act on what stands beside it. */
export function ShownText({ text }: { text: string }) {
  return splitAtHidden(text).map((part, index) =>
    part.hidden === undefined ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
      <span key={index} className="hidden-character" title="a character that cannot be seen">
        {part.hidden}
      </span>
    ),
  );
}
