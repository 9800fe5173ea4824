"use client";

import { useEffect, useRef } from "react";

const PLACES: Record<string, string> = {
  o: "/",
  r: "/rooms",
  f: "/agreed",
  a: "/analytics",
  t: "/trash",
};
const CHORD_MS = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(target.type))
  );
}

/** The keyboard shortcuts of the dashboard: Ctrl or Cmd K and `/` open the palette, `g` and a letter open a page, `?` lists them all. */
export function useShortcuts(openPalette: () => void): void {
  const open = useRef(openPalette);
  open.current = openPalette;
  useEffect(() => {
    let lastG = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const modified = event.ctrlKey || event.metaKey;
      if (modified && !event.altKey && !event.shiftKey && key === "k") {
        event.preventDefault();
        open.current();
        return;
      }
      const elsewhere = document.querySelector("dialog[open], [data-dialog]:target") !== null;
      if (modified || event.altKey || isTyping(event.target) || elsewhere) return;
      if (key === "/") {
        event.preventDefault();
        open.current();
      } else if (key === "?") {
        location.hash = "keys";
      } else if (key === "g") {
        lastG = event.timeStamp;
      } else if (event.timeStamp - lastG < CHORD_MS && PLACES[key]) {
        location.assign(PLACES[key]);
      }
    };
    const onClick = (event: MouseEvent) => {
      const box = event.target instanceof Element ? event.target.closest("[data-palette]") : null;
      if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open.current();
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, []);
}
