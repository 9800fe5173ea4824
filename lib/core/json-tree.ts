import type { FieldProblem } from "./errors";
import { LIMITS } from "./limits";
import { isStorableText, UNSTORABLE_TEXT } from "./text";

/** Adds one step to a JSON pointer (RFC 6901). Lone surrogates and NUL become U+FFFD, and a very long name is cut. */
export function pointerOf(parent: string, key: PropertyKey): string {
  const name = String(key);
  const isLong = name.length > LIMITS.pointerStepUnitsMax;
  const shown = isLong ? `${name.slice(0, LIMITS.pointerStepUnitsMax)}…` : name;
  const step = shown.replaceAll("~", "~0").replaceAll("/", "~1");
  return `${parent}/${step.toWellFormed().replaceAll("\0", "\ufffd")}`;
}

/**
 * Finds everything in a JSON value that storage could not return unchanged: texts and keys with NUL or a lone surrogate, numbers that
 * are not finite (`parseJson` reads an integer that would change as Infinity), values that JSON does not have, and too deep nesting.
 *
 * @returns at most `problemsMax` problems, in order
 */
export function findUnstorable(
  root: unknown,
  pointer: string,
  bounds: { depthMax: number; problemsMax: number },
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const visit = (value: unknown, where: string, depth: number): void => {
    if (problems.length >= bounds.problemsMax) return;
    const message = unstorableReason(value);
    if (message) problems.push({ pointer: where, message });
    if (typeof value !== "object" || value === null) return;
    if (depth >= bounds.depthMax) {
      problems.push({ pointer: where, message: "is nested too deep" });
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        // Making a pointer costs more than checking a leaf, so a leaf gets a pointer only if it is wrong.
        if (typeof item === "object" || unstorableReason(item)) {
          visit(item, pointerOf(where, index), depth + 1);
        }
      });
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (!isStorableText(key)) {
        problems.push({
          pointer: pointerOf(where, key),
          message: `has a name that ${UNSTORABLE_TEXT}`,
        });
      }
      if (typeof item === "object" || unstorableReason(item)) {
        visit(item, pointerOf(where, key), depth + 1);
      }
    }
  };
  visit(root, pointer, 0);
  return problems.slice(0, bounds.problemsMax);
}

const UNSTORABLE_NUMBER =
  "must be finite, and an integer beyond 2^53 must fit a 64-bit floating-point number exactly";

function unstorableReason(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return isStorableText(value) ? undefined : UNSTORABLE_TEXT;
    case "number":
      return Number.isFinite(value) ? undefined : UNSTORABLE_NUMBER;
    case "boolean":
    case "object":
      return undefined;
    default:
      return "must be a JSON value";
  }
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
  );
}
