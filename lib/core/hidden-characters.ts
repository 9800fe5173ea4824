/** Characters without a glyph, including those that change the direction of the text after them. */
const HIDDEN = "[\\p{Cc}\\p{DI}\\u2028\\u2029\\u2800\\ufff9-\\ufffb]";

/**
 * Sequences in which such a character is part of the visible text: emoji (https://unicode.org/reports/tr51/#def_emoji_zwj_sequence), the
 * joiners inside words of the scripts that are written with them
 * (https://unicode.org/reports/tr31/#Layout_and_Format_Control_Characters), and the variants of Han and Mongolian characters.
 */
const FLAG_OF_REGION = "\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}";
const EMOJI = `(?:${FLAG_OF_REGION}|\\p{ExtPict}(?:[\\ufe0e\\ufe0f]|\\p{EMod}\\ufe0f?)?)`;
const JOINING_SCRIPTS = [
  ...["Arab", "Syrc", "Mand", "Nkoo", "Mong", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml"],
  ...["Telu", "Knda", "Mlym", "Sinh", "Mymr", "Khmr", "Tibt", "Bali", "Java"],
]
  .map((script) => `\\p{scx=${script}}`)
  .join("");
const READ = [
  `${EMOJI}(?:\\u200d${EMOJI})*`,
  "[#*0-9]\\ufe0f\\u20e3",
  `(?<=(?=[${JOINING_SCRIPTS}])[\\p{L}\\p{M}])[\\u200c\\u200d](?=(?=[${JOINING_SCRIPTS}])[\\p{L}\\p{M}])`,
  // The letters that Malayalam and Sinhala write with a joiner also stand at the end of a word.
  "(?<=[\\u0d4d\\u0dca])\\u200d",
  "(?<=\\p{scx=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]",
  "(?<=\\p{scx=Mong})[\\u180b-\\u180f]",
].join("|");
const PARTS = new RegExp(`${READ}|(?<hidden>${HIDDEN})`, "gu");
const LINES = /[\t\n\r]/;

export interface TextPart {
  text: string;
  /** The code point of a hidden character, such as `U+202E`. */
  hidden?: string;
}

/**
 * Splits a text at its hidden characters, so that a page can show each as a visible sign instead of letting it change the text.
 * @param hasLines treats line breaks and tabs as ordinary text; for reasons, not for names
 */
export function splitAtHidden(text: string, { hasLines = false } = {}): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { index, groups } of text.matchAll(PARTS)) {
    const character = groups?.hidden;
    if (character === undefined || (hasLines && LINES.test(character))) continue;
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push({ text: character, hidden: codePointOf(character) });
    from = index + character.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/**
 * A name as plain text, for places that cannot contain elements, such as a title or a label: each hidden character becomes its code point
 * in brackets.
 */
export function shownText(text: string): string {
  return splitAtHidden(text)
    .map((part) => (part.hidden ? `[${part.hidden}]` : part.text))
    .join("");
}

/** The text without its hidden characters. */
export function withoutHidden(text: string): string {
  return splitAtHidden(text)
    .map((part) => (part.hidden ? "" : part.text))
    .join("");
}

function codePointOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, "0")}`;
}
