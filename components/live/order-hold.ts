/** A group of a list and the keys of its rows, in order. */
export interface GroupOrder {
  key: string;
  rows: readonly string[];
}

/**
 * The order in which a list is drawn while somebody reads it. Rows keep their places and their groups; those that are gone are left out,
 * and new ones stand at the end, where they move nothing.
 * @param held the order in which the list was drawn so far
 * @param wanted the order of the newest reading
 */
export function heldOrder(
  held: readonly GroupOrder[],
  wanted: readonly GroupOrder[],
): GroupOrder[] {
  const present = new Set(wanted.flatMap(({ rows }) => rows));
  const known = new Set(held.flatMap(({ rows }) => rows));
  const kept = held.map(({ key, rows }) => ({ key, rows: rows.filter((row) => present.has(row)) }));
  const shown = kept.filter(({ rows }) => rows.length > 0);
  const added = wanted.flatMap(({ rows }) => rows).filter((row) => !known.has(row));
  const last = shown.at(-1);
  if (added.length === 0) return shown;
  if (!last) return [...wanted];
  return [...shown.slice(0, -1), { key: last.key, rows: [...last.rows, ...added] }];
}

export function isSameOrder(one: readonly GroupOrder[], other: readonly GroupOrder[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

let put: (() => void) | null = null;
const watchers = new Set<() => void>();

/** What waits to be put in order on this page: a function that does it, or null. */
export const waitingOrder = {
  get: () => put,
  set(next: (() => void) | null): void {
    put = next;
    for (const watcher of watchers) watcher();
  },
  watch(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};
