"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Somebody is at a message, a dialog, a menu or a field: drawing the page anew would take it from under their hands. */
function isBusy(): boolean {
  return (
    document.querySelector("[data-toast], [data-dialog]:target, details[data-menu][open]") !==
      null || document.activeElement?.matches("input, textarea, select") === true
  );
}

/**
 * Draws the page anew every few seconds while it is looked at and the room is in use, and once when somebody comes back to
 * it. Without a script the page stays as it was when it came.
 */
export function LiveRefresh({ inUse, everyMs = 5_000 }: { inUse: boolean; everyMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible" && !isBusy()) router.refresh();
    };
    document.addEventListener("visibilitychange", refresh);
    const timer = inUse ? setInterval(refresh, everyMs) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", refresh);
      clearInterval(timer);
    };
  }, [router, inUse, everyMs]);
  return null;
}
