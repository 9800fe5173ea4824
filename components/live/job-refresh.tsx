"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isBusy } from "./page-hold";

/**
 * Reloads the content of a page every few seconds while it is visible and a job that it shows is at work, and once when it becomes
 * visible again. Jobs write no events. Without scripts the page does not change.
 */
export function JobRefresh({ atWork, everyMs }: { atWork: boolean; everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible" && navigator.onLine && !isBusy()) router.refresh();
    };
    document.addEventListener("visibilitychange", refresh);
    const timer = atWork ? setInterval(refresh, everyMs) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", refresh);
      clearInterval(timer);
    };
  }, [router, atWork, everyMs]);
  return null;
}
