import { RoomkeeperError } from "./errors";
import { LIMITS } from "./limits";

/** JSON.parse reads this number as Infinity, which the check of a document refuses. */
const INFINITY_TEXT = "1e999";

/**
 * Like JSON.parse, with two differences: an integer that a double cannot hold exactly (9007199254740993 would become 9007199254740992)
 * becomes Infinity, so that the check of the document refuses it and can say where it is. Every other number becomes the nearest double,
 * as RFC 8259, section 6, expects. And a text with more lists, objects or members than any valid document is refused with
 * `body_too_large` before it is parsed: eight megabytes of empty objects would need two seconds and half a gigabyte.
 */
export function parseJson(text: string): unknown {
  refuseTooMany(text);
  return JSON.parse(/\d{16}/.test(text) ? withAlteredAsInfinity(text) : text);
}

function refuseTooMany(text: string): void {
  // Each list, object or member needs at least two characters, as in {} and 1,
  if (text.length <= 2 * LIMITS.jsonContainersMax) return;
  let containers = 0;
  let commas = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfText(text, at) - 1;
    else if (unit === OPENING_BRACKET || unit === OPENING_BRACE) containers += 1;
    else if (unit === COMMA) commas += 1;
  }
  if (containers <= LIMITS.jsonContainersMax && commas <= LIMITS.jsonMembersMax) return;
  throw new RoomkeeperError(
    "body_too_large",
    `JSON has at most ${LIMITS.jsonContainersMax} lists and objects with ${LIMITS.jsonMembersMax} members in all.`,
  );
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const OPENING_BRACE = 0x7b;

/** The text with Infinity in place of each integer that a double cannot hold. */
function withAlteredAsInfinity(text: string): string {
  return changeNumbers(text, (token) => (isExact(token) ? token : INFINITY_TEXT));
}

/** Replaces the numbers of a JSON text; strings stay as they are. */
export function changeNumbers(text: string, change: (token: string) => string): string {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const quote = text.indexOf('"', from);
    const outside = text.slice(from, quote === -1 ? undefined : quote);
    pieces.push(outside.replace(/-?\d[\d.eE+-]*/g, change));
    if (quote === -1) break;
    from = endOfText(text, quote);
    pieces.push(text.slice(quote, from));
  }
  return pieces.join("");
}

/** The index after the closing quote of a string. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

function isExact(token: string): boolean {
  if (!/^-?\d+$/.test(token)) return true;
  const value = Number(token);
  // A number that is too large for a double becomes Infinity without help.
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return true;
  return BigInt(token) === integerOf(String(value));
}

/** The digits of an integer in JavaScript's notation, which has an exponent from 1e21 on. */
function integerOf(written: string): bigint {
  const [mantissa = "", exponent = "0"] = written.split("e+");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return BigInt(whole + fraction + "0".repeat(Number(exponent) - fraction.length));
}
