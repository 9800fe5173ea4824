"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import liveStyles from "@/components/ui/live.module.css";

const SAYS_MS = 8_000;
/** The list is not replaced under the finger of somebody who scrolls or types. */
const STILL_MS = 1_000;
const RETRY_MS = 15_000;

type Said = "live" | "changed" | "away";

const TEXTS: Record<Said, string> = {
  live: "Live",
  changed: "The list has changed",
  away: "Not connected. Trying again.",
};

/**
 * Asks every few seconds, while the page is visible, whether the list has changed, and then loads its new content. Asking is one conditional
 * request without content. Says so in one line. Without scripts the page stays as it is, and the line is empty.
 * @param tag what the list on the page is known by
 */
export function GuestNews({ path, tag, everyMs }: { path: string; tag: string; everyMs: number }) {
  const router = useRouter();
  const [said, setSaid] = useState<Said | null>(null);
  const shownTag = useRef(tag);

  useEffect(() => {
    if (shownTag.current === tag) return;
    shownTag.current = tag;
    setSaid("changed");
    const timer = setTimeout(() => setSaid("live"), SAYS_MS);
    return () => clearTimeout(timer);
  }, [tag]);

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let movedMs = Number.NEGATIVE_INFINITY;

    const again = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(ask, ms);
    };
    const show = () => {
      const stillInMs = movedMs + STILL_MS - performance.now();
      if (stillInMs <= 0) {
        router.refresh();
        // If the new content does not come, the next reply says again that there is some.
        again(everyMs);
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(show, stillInMs);
    };
    async function ask() {
      if (document.visibilityState !== "visible") return;
      const headers = { "if-none-match": `"${tag}"` };
      const reply = await fetch(path, { headers, cache: "no-store", signal }).catch(() => null);
      if (signal.aborted) return;
      const isKnown = reply !== null && [200, 304, 404].includes(reply.status);
      setSaid((now) => (isKnown ? (now === "changed" ? now : "live") : "away"));
      if (!isKnown) again((Number(reply?.headers.get("retry-after")) || 0) * 1_000 || RETRY_MS);
      else if (reply.status === 304) again(everyMs);
      else show();
    }
    const onVisible = () => again(0);
    const onMove = () => {
      movedMs = performance.now();
    };

    setSaid((now) => now ?? "live");
    again(everyMs);
    document.addEventListener("visibilitychange", onVisible, { signal });
    window.addEventListener("online", onVisible, { signal });
    for (const event of ["scroll", "touchmove", "keydown", "pointerdown"]) {
      window.addEventListener(event, onMove, { signal, passive: true, capture: true });
    }
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [router, path, tag, everyMs]);

  return (
    <span role="status" className={said === "away" ? liveStyles.state : undefined}>
      {said === null ? null : (
        <span className={said === "away" ? undefined : liveStyles.live}>{TEXTS[said]}</span>
      )}
    </span>
  );
}
