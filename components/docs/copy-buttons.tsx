"use client";

import { useEffect, useState } from "react";

const SAYS_MS = 2_000;

/** Copies a text. A page over plain HTTP has no clipboard API, so the older command is used there. */
async function copy(text: string, from: Element): Promise<boolean> {
  if (navigator.clipboard) {
    const done = navigator.clipboard.writeText(text);
    return done.then(
      () => true,
      () => false,
    );
  }
  getSelection()?.selectAllChildren(from);
  return document.execCommand("copy");
}

/** Makes the copy buttons of a page work and shows them. Without scripts the buttons stay hidden. */
export function CopyButtons() {
  const [news, setNews] = useState("");
  useEffect(() => {
    const onClick = async (event: MouseEvent) => {
      const { target } = event;
      const button = target instanceof Element ? target.closest("[data-copy]") : null;
      const code = button?.closest("figure")?.querySelector("code");
      const said = button?.querySelector("[data-said]");
      if (!code || !said) return;
      const isDone = await copy(code.textContent ?? "", code);
      said.textContent = isDone ? "Copied" : "Copy by hand";
      setNews(isDone ? "Copied" : "The text could not be copied. Select it and copy it by hand.");
      setTimeout(() => {
        said.textContent = "Copy";
        setNews("");
      }, SAYS_MS);
    };
    document.documentElement.dataset.copies = "";
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
  return (
    <p className="sr-only" aria-live="polite">
      {news}
    </p>
  );
}
