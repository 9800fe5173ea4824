/**
 * Whether Postgres can store the text unchanged: it contains no NUL and no lone surrogate.
 * https://tc39.es/ecma262/#sec-string.prototype.iswellformed
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** What is wrong with a text that is not storable, after the name of its field. */
export const UNSTORABLE_TEXT = "contains a NUL character or an unpaired surrogate";

/** Compares by code point, as Postgres does under the collation "C". Returns a negative number, zero or a positive one. */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // A surrogate is part of a code point above U+FFFF, so it sorts after every single unit, even those with a greater value.
    const isLeftPair = isSurrogate(left);
    if (isLeftPair !== isSurrogate(right)) return isLeftPair ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
