/**
 * Characters without a glyph, among them those that turn the direction of the text after them. Line breaks and tabs are left out, and
 * so are the joiners, variation selectors and tags that scripts and emoji are written with.
 */
const HIDDEN =
  /((?!\p{VS}|\u200d|[\t\n\r\u200c\u{e0020}-\u{e007f}])[\p{Cc}\p{DI}\u2028\u2029\ufff9-\ufffb])/u;

export interface TextPart {
  text: string;
  /** The code point of a hidden character, such as `U+202E`. */
  hidden?: string;
}

/** Splits a text at its hidden characters, so that each can be drawn as a sign in place of acting on the text. */
export function splitAtHidden(text: string): TextPart[] {
  return text
    .split(HIDDEN)
    .map((part, index) => (index % 2 ? { text: part, hidden: codePointOf(part) } : { text: part }))
    .filter(({ text: part }) => part !== "");
}

function codePointOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, "0")}`;
}
