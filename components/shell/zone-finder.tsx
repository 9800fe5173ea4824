"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Names this browser's time zone to the server, once: when the server has none from it, when the machine has moved, or when the
 * account has none yet. Draws the page anew when its times were in another zone.
 * @param known what this browser named before
 * @param isKept whether the account has a zone, or nobody is signed in
 */
export function ZoneFinder({
  known,
  shown,
  isKept,
}: {
  known: string | null;
  /** The zone that the page's times are in; null on a page without times. */
  shown: string | null;
  isKept: boolean;
}) {
  const router = useRouter();
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!timeZone || (timeZone === known && isKept)) return;
    const body = new URLSearchParams({ timeZone });
    const headers = { accept: "application/json" };
    fetch("/api/dashboard/zone", { method: "POST", headers, body })
      .then(({ ok }) => {
        if (ok && shown !== null && timeZone !== shown) router.refresh();
      })
      // The next page tries again.
      .catch(() => {});
  }, [router, known, shown, isKept]);
  return null;
}
