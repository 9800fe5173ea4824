"use client";

import { useEffect } from "react";
import { watchDrafts } from "./dialog-drafts";

/** Keeps at most one menu open, and closes it on Escape or on a click elsewhere. */
function watchMenus(): () => void {
  const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
  const onPointer = (event: Event) => {
    for (const menu of openMenus()) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  };
  const onClick = (event: MouseEvent) => {
    const link =
      event.target instanceof Element ? event.target.closest("details[data-menu] a") : null;
    const menu = link?.closest<HTMLDetailsElement>("details[data-menu]");
    if (menu) menu.open = false;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  };
  // Scrolls the list into view, for browsers that cannot place it above its button.
  const onToggle = (event: Event) => {
    const menu = event.target instanceof HTMLDetailsElement ? event.target : null;
    if (!menu?.open || !("menu" in menu.dataset)) return;
    menu.querySelector("[data-menu-list]")?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("pointerdown", onPointer);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("toggle", onToggle, true);
    document.removeEventListener("pointerdown", onPointer);
    document.removeEventListener("click", onClick);
    document.removeEventListener("keydown", onKey);
  };
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([type="hidden"]):not([disabled]), select, textarea';

/** The link or button that leads to a dialog, for one that was open when the page was loaded. */
function openerOf(dialog: HTMLElement): HTMLElement | null {
  const address = new URL(`#${dialog.id}`, location.href).href;
  const all = document.querySelectorAll<HTMLElement>("a[href], button[formaction]");
  const leadsThere = (element: HTMLElement) =>
    element instanceof HTMLAnchorElement
      ? element.href === address
      : element instanceof HTMLButtonElement && element.formAction.endsWith(`#${dialog.id}`);
  return [...all].find((one) => !dialog.contains(one) && leadsThere(one)) ?? null;
}

/** Focuses the element, or the button of the menu that hides it. */
function focusOn(element: HTMLElement | null) {
  const menu = element?.closest("details[data-menu]:not([open])");
  (menu?.querySelector("summary") ?? element)?.focus();
}

/**
 * For dialogs that open by their address: moves the focus into the dialog, keeps it there, and closes the dialog on Escape or on a click
 * beside it.
 */
function watchDialogs(): () => void {
  let cameFrom: HTMLElement | null = null;
  const current = () => document.querySelector<HTMLElement>("[data-dialog]:target");
  const close = () => {
    const dialog = current();
    if (!dialog) return;
    const opener = cameFrom?.isConnected ? cameFrom : openerOf(dialog);
    const { scrollX, scrollY } = window;
    // No element has this name. The router may have removed the dialog's name from the address already; then an empty name
    // would change nothing, and the dialog would stay open.
    location.hash = "closed";
    history.replaceState(null, "", location.pathname + location.search);
    window.scrollTo(scrollX, scrollY);
    focusOn(opener);
  };
  const enter = () => {
    const dialog = current();
    if (!dialog) return;
    if (document.activeElement instanceof HTMLElement && !dialog.contains(document.activeElement)) {
      if (document.activeElement !== document.body) cameFrom = document.activeElement;
    }
    const wanted = dialog.querySelector<HTMLElement>(
      "[autofocus], textarea, select, input:checked, input:not([type=hidden], [type=radio])",
    );
    (wanted ?? dialog.querySelector<HTMLElement>('[role="dialog"]'))?.focus();
  };
  const onClick = (event: MouseEvent) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const link = target.closest<HTMLAnchorElement>('a[href^="#"]');
    if (link && !("close" in link.dataset)) cameFrom = link;
    const dialog = current();
    if (!dialog) return;
    if (target === dialog || (link && dialog.contains(link) && "close" in link.dataset)) {
      event.preventDefault();
      close();
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const dialog = current();
    if (!dialog) return;
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const [first, last] = [stops[0], stops.at(-1)];
    const at = document.activeElement;
    if (event.shiftKey ? at === first || !stops.includes(at as HTMLElement) : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  };
  enter();
  window.addEventListener("hashchange", enter);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  return () => {
    window.removeEventListener("hashchange", enter);
    document.removeEventListener("click", onClick);
    document.removeEventListener("keydown", onKey);
  };
}

/** Adds keyboard and focus handling to the menus and dialogs, which also work without scripts. Renders nothing. */
export function MenusAndDialogs() {
  useEffect(() => {
    const stops = [watchMenus(), watchDialogs(), watchDrafts()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return null;
}
