"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** A field in which somebody may be in the middle of something. A box whose choice takes effect at once is none. */
const FIELD = "input:not([data-at-once] [type=checkbox]), textarea, select";

/** Whether somebody is using a message, a dialog, a menu or a field. A new version of the page would disturb them. */
function isBusy(): boolean {
  return (
    document.querySelector("[data-toast], [data-dialog]:target, details[data-menu][open]") !==
      null || document.activeElement?.matches(FIELD) === true
  );
}

/**
 * Reloads the content of the page every few seconds while it is visible and the room is in use, and once when it becomes visible again.
 * Without scripts the page does not change.
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
