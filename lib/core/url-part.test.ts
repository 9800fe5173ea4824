import { expect, test } from "vitest";
import { urlPart } from "./url-part";

test.each([
  ["a b/c?d=e&f", "a%20b%2Fc%3Fd%3De%26f"],
  ["🎃", "%F0%9F%8E%83"],
  ["\ud83c", "%EF%BF%BD"],
])("%j", (text, part) => expect(urlPart(text)).toBe(part));
