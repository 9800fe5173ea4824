// biome-ignore-all lint/a11y/noRedundantRoles: on a phone rows are laid out as blocks, which takes their roles away
// biome-ignore-all lint/a11y/useSemanticElements: the same
"use client";

import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { heldOrder, isSameOrder, waitingOrder } from "./order-hold";
import { watchTouches } from "./page-hold";

const STILL_MS = 4_000;
const LOOK_MS = 500;

export interface SteadyGroup {
  key: string;
  head: ReactNode;
  rows: { key: string; row: ReactNode }[];
}

/**
 * The groups of a table whose rows keep their places while the page is live. A new order is taken when nobody has touched the page for
 * four seconds and the table is out of sight; otherwise the mark of the page offers to put it in order.
 */
export function SteadyGroups({ groups }: { groups: readonly SteadyGroup[] }) {
  const wanted = groups.map(({ key, rows }) => ({ key, rows: rows.map((row) => row.key) }));
  const [held, setHeld] = useState(wanted);
  const shown = heldOrder(held, wanted);
  const isWaiting = !isSameOrder(shown, wanted);
  const newest = useRef(wanted);
  const first = useRef<HTMLTableSectionElement>(null);
  const heads = useRef(new Map<string, ReactNode>());
  for (const { key, head } of groups) heads.current.set(key, head);
  newest.current = wanted;

  useEffect(() => {
    if (!isWaiting) return;
    const put = () => setHeld(newest.current);
    const touches = watchTouches();
    const fromMs = performance.now();
    const timer = setInterval(() => {
      const table = first.current?.parentElement;
      const box = table?.getBoundingClientRect();
      const isSeen = box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
      const quietMs = Math.min(touches.quietMs(), performance.now() - fromMs);
      if (!isSeen && quietMs > STILL_MS && !table?.contains(document.activeElement)) put();
    }, LOOK_MS);
    waitingOrder.set(put);
    return () => {
      clearInterval(timer);
      touches.stop();
      waitingOrder.set(null);
    };
  }, [isWaiting]);

  const rows = new Map(groups.flatMap((group) => group.rows.map(({ key, row }) => [key, row])));
  return shown.map((group, index) => (
    <tbody key={group.key} role="rowgroup" ref={index === 0 ? first : null}>
      {heads.current.get(group.key)}
      {group.rows.map((key) => (
        <Fragment key={key}>{rows.get(key)}</Fragment>
      ))}
    </tbody>
  ));
}
