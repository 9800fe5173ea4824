import { RoomkeeperError } from "./errors";
import { LIMITS } from "./limits";

/** What JSON.parse reads as Infinity, which no document may hold. */
const NOT_KEPT = "1e999";

/**
 * JSON.parse, with one difference: an integer that a double cannot give back as it was written (9007199254740993 would become
 * 9007199254740992) is read as Infinity, so that whoever checks the value refuses it and can say where it stands. Any other number
 * is the nearest double, as RFC 8259, section 6, expects of everybody.
 * Throws SyntaxError, as JSON.parse does, and `body_too_large` before it reads what holds more lists, objects or members than any
 * document of ours: eight megabytes of empty objects would take it two seconds and half a gigabyte.
 */
export function parseJson(text: string): unknown {
  refuseTooMany(text);
  return JSON.parse(/\d{16}/.test(text) ? withoutAltered(text) : text);
}

function refuseTooMany(text: string): void {
  // Each of them takes two letters at least, as in {} and 1,
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

/** The text with what stands in for integers that would be altered. */
function withoutAltered(text: string): string {
  return changeNumbers(text, (token) => (isKept(token) ? token : NOT_KEPT));
}

/** JSON with its numbers written anew; texts in quotes stay as they are, digits or not. */
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

/** Where a text in quotes ends, behind its closing quote. */
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

function isKept(token: string): boolean {
  if (!/^-?\d+$/.test(token)) return true;
  const value = Number(token);
  // Infinity is refused by whoever checks it, and has no digits to compare.
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return true;
  return BigInt(token) === integerOf(String(value));
}

/** An integer as JavaScript writes it, which is with an exponent from 1e21 on. */
function integerOf(written: string): bigint {
  const [mantissa = "", exponent = "0"] = written.split("e+");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return BigInt(whole + fraction + "0".repeat(Number(exponent) - fraction.length));
}
