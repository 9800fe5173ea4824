"use client";

import { usePathname } from "next/navigation";
import { LivePage } from "./live-page";

/** The figures of a room are counted from all of its ratings. */
const FIGURES_GAP_MS = 10_000;
const USED_EVERY_MS = 20_000;

/**
 * Makes the pages of a room live.
 * @param isMoving whether the page changes by time alone, because the room is in use
 */
export function LiveRoom({
  room,
  since,
  isMoving,
}: {
  room: string;
  since: number;
  isMoving: boolean;
}) {
  const hasFigures = usePathname().endsWith("/analytics");
  return (
    <LivePage
      room={room}
      since={since}
      gapMs={hasFigures ? FIGURES_GAP_MS : 0}
      {...(isMoving ? { everyMs: USED_EVERY_MS } : {})}
    />
  );
}
