import { expect, test } from "vitest";
import { splitAtHidden } from "./hidden-characters";

const DIRECTIONS = [0x200e, 0x200f, 0x061c, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e];
const ISOLATES = [0x2066, 0x2067, 0x2068, 0x2069];
const INVISIBLE = [0x00ad, 0x200b, 0x2060, 0xfeff, 0x3164, 0x115f, 0x180e, 0x0000, 0x0085, 0x2028];

test("each character without a glyph becomes a part with its code point", () => {
  for (const code of [...DIRECTIONS, ...ISOLATES, ...INVISIBLE]) {
    const character = String.fromCodePoint(code);
    const hidden = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    expect(splitAtHidden(`${character}evil${character}`), hidden).toEqual([
      { text: character, hidden },
      { text: "evil" },
      { text: character, hidden },
    ]);
  }
});

test("a text that only has characters to read stays whole", () => {
  const flag = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
  const family = "\u{1f469}\u200d\u{1f467}";
  for (const text of [
    "movie night",
    "ليلة السينما",
    "می\u200cخواهم",
    "❤\ufe0f",
    flag,
    family,
    "a\nb",
  ]) {
    expect(splitAtHidden(text)).toEqual([{ text }]);
  }
  expect(splitAtHidden("")).toEqual([]);
});
