"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import { useShortcuts } from "./use-shortcuts";

type Dialog = ComponentType<{ isAdmin: boolean; asked: number }>;

/**
 * The search palette. Ctrl or Cmd K, `/`, or the box in the bar opens it. Its dialog is loaded when somebody comes near it, because most
 * pages are read without it. Without scripts the box is a link to the search on the rooms page, and so it is if the dialog cannot be loaded.
 */
export function Palette({ isAdmin }: { isAdmin: boolean }) {
  const [asked, setAsked] = useState(0);
  const [Dialog, setDialog] = useState<Dialog | null>(null);
  const isLoading = useRef(false);

  async function load(): Promise<boolean> {
    if (isLoading.current) return true;
    isLoading.current = true;
    try {
      const { PaletteDialog } = await import("./palette-dialog");
      setDialog(() => PaletteDialog);
      return true;
    } catch {
      isLoading.current = false;
      return false;
    }
  }

  useShortcuts(async () => {
    setAsked((times) => times + 1);
    if (!(await load())) window.location.assign("/rooms#find");
  });

  useEffect(() => {
    const onNear = (event: Event) => {
      const { target } = event;
      const isNear =
        event instanceof KeyboardEvent
          ? event.key === "Control" || event.key === "Meta"
          : target instanceof Element && target.closest("[data-palette]") !== null;
      if (isNear) void load();
    };
    const events = ["pointerover", "focusin", "keydown"] as const;
    for (const name of events) document.addEventListener(name, onNear);
    return () => {
      for (const name of events) document.removeEventListener(name, onNear);
    };
  });

  return Dialog ? <Dialog isAdmin={isAdmin} asked={asked} /> : null;
}
