"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import styles from "@/components/ui/live.module.css";
import { liveChannel } from "./live-channel";
import ownStyles from "./live-mark.module.css";
import { waitingOrder } from "./order-hold";

/** A connection that is lost for a shorter time is not worth a word. */
const GRACE_MS = 2_000;

/**
 * Since when the page is no longer live, in milliseconds since 1970; null while it is, and "starting" before the first connection and
 * without scripts.
 */
export function useLiveSince(): number | null | "starting" {
  const channel = liveChannel();
  const state = useSyncExternalStore(channel.watch, channel.state, () => null);
  const [isLate, setIsLate] = useState(false);
  const isWaiting = state?.kind === "lost" || state?.kind === "starting";
  useEffect(() => {
    setIsLate(false);
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsLate(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  const [wasOpen, setWasOpen] = useState(false);
  useEffect(() => {
    if (state?.kind === "open") setWasOpen(true);
  }, [state]);
  if (state && isWaiting && isLate) return state.sinceMs;
  return wasOpen || state?.kind === "open" ? null : "starting";
}

/** "20:18" in the zone of the viewer. */
export function clockText(atMs: number, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return clock.format(atMs);
}

/** The quiet mark of a page: a dot and "Live", or since when it is not. Without scripts it says nothing. */
export function LiveMark({ timeZone }: { timeZone: string }) {
  const since = useLiveSince();
  const isShown = since !== "starting";
  const isLost = typeof since === "number";
  const text = isLost ? `Not live since ${clockText(since, timeZone)}` : "Live";
  return (
    <span className={`${ownStyles.mark} ${isShown ? "" : ownStyles.isUnknown}`} data-live="">
      <span className={`${styles.live} ${isLost ? styles.isLost : ""}`}>{text}</span>
      <PutInOrder />
      <span role="status" className="sr-only">
        {isLost ? text : ""}
      </span>
    </span>
  );
}

/** Puts the rows of a list in their new order, which waits because somebody may be reading it. */
function PutInOrder() {
  const put = useSyncExternalStore(waitingOrder.watch, waitingOrder.get, () => null);
  if (!put) return null;
  return (
    <button type="button" className={ownStyles.put} onClick={put}>
      Put in order
    </button>
  );
}
