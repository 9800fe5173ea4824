import { share } from "./figures";

/** A value in a table. */
export type Cell = string | number | null;

/** A share as a percentage with one decimal; null if the whole is 0. */
export function percent(part: number, whole: number): Cell {
  const value = share(part, whole);
  return value === null ? null : Math.round(value * 1000) / 10;
}
