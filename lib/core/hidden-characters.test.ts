import { expect, test } from "vitest";
import { shownText, splitAtHidden } from "./hidden-characters";

const DIRECTIONS = [0x200e, 0x200f, 0x061c, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e];
const ISOLATES = [0x2066, 0x2067, 0x2068, 0x2069];
const INVISIBLE = [0x00ad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x3164, 0x115f, 0x180e, 0x2800];
const CONTROLS = [0x0000, 0x0009, 0x000a, 0x001b, 0x007f, 0x0085, 0x2028];
const VARIANTS_AND_TAGS = [0xfe0f, 0xe0001, 0xe0041, 0xe0100];

test("each character without a glyph becomes a part with its code point", () => {
  for (const code of [
    ...DIRECTIONS,
    ...ISOLATES,
    ...INVISIBLE,
    ...CONTROLS,
    ...VARIANTS_AND_TAGS,
  ]) {
    const character = String.fromCodePoint(code);
    const hidden = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    expect(splitAtHidden(`${character}evil${character}`), hidden).toEqual([
      { text: character, hidden },
      { text: "evil" },
      { text: character, hidden },
    ]);
    expect(shownText(`${character}evil`)).toBe(`[${hidden}]evil`);
  }
});

const ENGLAND = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";

test.each([
  ["plain", "movie night"],
  ["Arabic", "ليلة السينما"],
  ["Hebrew", "ליל סרטים 2026"],
  ["Persian with a non-joiner", "می\u200cخواهم کتاب\u200cها"],
  ["Sinhala with a joiner", "ශ්\u200dරී"],
  ["Malayalam that ends with a joiner", "അവന്\u200d"],
  ["a heart", "❤\ufe0f"],
  ["a keycap", "1\ufe0f\u20e3"],
  ["a flag of tags", ENGLAND],
  ["a flag of letters", "\u{1f1e9}\u{1f1ea}"],
  ["a rainbow flag", "\u{1f3f3}\ufe0f\u200d\u{1f308}"],
  ["a family", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}"],
  ["a detective with a skin tone", "\u{1f575}\u{1f3fd}\u200d\u2642\ufe0f"],
  ["a variant of a Han character", "葛\u{e0100}飾"],
])("%s is visible text and stays whole", (_, text) => {
  expect(splitAtHidden(text)).toEqual([{ text }]);
  expect(shownText(text)).toBe(text);
});

test.each([
  ["a joiner in a Latin word", "mo\u200dvie", "mo[U+200D]vie"],
  ["a second non-joiner", "می\u200c\u200cخواهم", "می[U+200C][U+200C]خواهم"],
  ["a joiner at the end of an emoji", "\u{1f469}\u200d", "\u{1f469}[U+200D]"],
  ["tags behind another emoji", "\u{1f469}\u{e0061}\u{e007f}", "\u{1f469}[U+E0061][U+E007F]"],
  ["a variation selector behind a letter", "a\ufe0f", "a[U+FE0F]"],
  ["a variation selector behind a digit", "1\ufe0f", "1[U+FE0F]"],
])("%s is hidden", (_, text, shown) => {
  expect(shownText(text)).toBe(shown);
});

test("a reason keeps its line breaks, a name does not", () => {
  expect(splitAtHidden("a\r\n\tb", { hasLines: true })).toEqual([{ text: "a\r\n\tb" }]);
  expect(splitAtHidden("a\nb")).toEqual([
    { text: "a" },
    { text: "\n", hidden: "U+000A" },
    { text: "b" },
  ]);
  expect(splitAtHidden("")).toEqual([]);
});
