import { withoutHidden } from "@/lib/core/hidden-characters";

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const HUES = 12;

/**
 * FNV-1a, 32 bits, over the UTF-8 bytes of the text. The high bits are mixed into the low ones. Used wherever a look is derived from a
 * name. https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
export function foldedHash(text: string): number {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The colour of a room's key tag, 1 to 12, from its exact name: `movie night!` and `movie night?` differ. */
export function keyTagHue(name: string): number {
  return (foldedHash(name) % HUES) + 1;
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The first letter, digit or emoji of a name, upper case. A name that has none gives its first sign, such as `!`. The text is empty only if
 * the name has nothing that can be seen.
 */
export function keyTagLetter(name: string): { text: string; emoji: boolean } {
  let sign = "";
  for (const { segment } of GRAPHEMES.segment(withoutHidden(name.slice(0, 200)))) {
    if (/^[\p{L}\p{N}]/u.test(segment)) {
      return { text: segment.toLocaleUpperCase("en"), emoji: false };
    }
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment)) {
      return { text: segment, emoji: true };
    }
    sign ||= segment.trim();
  }
  return { text: sign, emoji: false };
}
