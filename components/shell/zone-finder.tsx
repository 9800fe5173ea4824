"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Sends this browser's time zone to the server once: when the server does not know it, when it has changed, or when the account has
 * no zone yet. Renders the page again if its times were in another zone.
 * @param known the zone that this browser sent before
 * @param isKept whether the account has a zone, or nobody is signed in
 */
export function ZoneFinder({
  known,
  shown,
  isKept,
}: {
  known: string | null;
  /** The time zone of the times on the page; null on a page without times. */
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
      // The next page sends it again.
      .catch(() => {});
  }, [router, known, shown, isKept]);
  return null;
}
