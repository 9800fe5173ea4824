"use client";

import { useEffect } from "react";

const ALL_MS = 900;
const ONE_MS = 240;
const STEPS_MAX = 12;

/**
 * Before a draw, lets the posters of the films that can be drawn dim in turn. The draw itself is made by the server, and needs no script.
 * Under reduced motion nothing dims. Renders nothing.
 */
export function DimCandidates({ formId }: { formId: string }) {
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    let dimmed: Animation[] = [];
    const onSubmit = (event: SubmitEvent) => {
      const { submitter } = event;
      if (dimmed.length > 0 || !submitter?.closest("[data-pick]")) return;
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      const films = [...document.querySelectorAll("[data-candidates] li")];
      if (films.length < 2) return;
      event.preventDefault();
      const step = (ALL_MS - ONE_MS) / Math.min(films.length - 1, STEPS_MAX);
      dimmed = films.map((film, index) =>
        film.animate(
          { opacity: [1, 0.2] },
          { duration: ONE_MS, delay: Math.min(index, STEPS_MAX) * step, fill: "forwards" },
        ),
      );
      setTimeout(() => form.requestSubmit(submitter), ALL_MS);
    };
    // The browser may show this page again as it was left.
    const onShow = () => {
      for (const animation of dimmed) animation.cancel();
      dimmed = [];
    };
    form.addEventListener("submit", onSubmit);
    window.addEventListener("pageshow", onShow);
    return () => {
      form.removeEventListener("submit", onSubmit);
      window.removeEventListener("pageshow", onShow);
    };
  }, [formId]);
  return null;
}
