/**
 * Whether Postgres can hold the text and give back the same: no NUL and no lone surrogate.
 * https://tc39.es/ecma262/#sec-string.prototype.iswellformed
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Compares by code point, as Postgres does under the collation "C". Returns a negative number, zero or a positive one. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
