"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { liveChannel } from "./live-channel";
import type { LiveChanges } from "./live-source";
import { isBusy, watchTouches } from "./page-hold";

/** How often a page that waits for somebody to finish looks whether they have. */
const LOOK_MS = 200;

interface Props {
  /** The id of the room that the page shows; absent if it concerns all rooms. */
  room?: string;
  /** The newest event that the page includes. */
  since: number;
  /** The page is read again at most this often. */
  gapMs?: number;
  /** The page is read again this often although nothing changed, because times pass. */
  everyMs?: number;
}

/**
 * Reads the page again when rooms that it shows changed, and once when events may have been missed. React keeps what is on the page:
 * only what is different is drawn. One reading at a time; while somebody is in the middle of something, it waits until they have
 * finished. It waits without a connection, too, because a page that cannot be read would be replaced by an error.
 */
export function LivePage({ room, since, gapMs = 0, everyMs }: Props) {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const pump = useRef(() => {});
  const reading = useRef(false);
  const newest = useRef(since);
  newest.current = since;

  useEffect(() => {
    const channel = liveChannel();
    const touches = watchTouches();
    let isWanted = false;
    let isSignedOut = false;
    let readAtMs = performance.now() - gapMs;
    let timer: number | undefined;

    pump.current = () => {
      clearTimeout(timer);
      if (!isWanted || reading.current) return;
      if (channel.state().kind !== "open" && !isSignedOut) return;
      const waitMs = readAtMs + gapMs - performance.now();
      if (waitMs > 0 || isBusy() || touches.isTouched()) {
        timer = window.setTimeout(() => pump.current(), Math.max(waitMs, LOOK_MS));
        return;
      }
      isWanted = false;
      readAtMs = performance.now();
      reading.current = true;
      startReading(() => router.refresh());
    };
    const want = () => {
      isWanted = true;
      pump.current();
    };
    const concerns = (changes: LiveChanges | null) =>
      changes === null || room === undefined || changes.more || Object.hasOwn(changes.rooms, room);
    const leave = channel.listen(
      {
        onChange: (changes) => {
          if (concerns(changes)) want();
        },
        onSignedOut() {
          isSignedOut = true;
          want();
        },
      },
      newest.current,
    );
    const unwatch = channel.watch(() => pump.current());
    const ticks = everyMs === undefined ? undefined : setInterval(want, everyMs);
    return () => {
      leave();
      unwatch();
      touches.stop();
      clearTimeout(timer);
      clearInterval(ticks);
    };
  }, [router, room, gapMs, everyMs]);

  useEffect(() => {
    reading.current = isReading;
    if (!isReading) pump.current();
  }, [isReading]);

  return null;
}
