import { viewerZone } from "@/components/ui/viewer-zone";
import { LiveMark } from "./live-mark";
import { LivePage } from "./live-page";

const LIVE_EVERY_MS = 30_000;

/**
 * Makes a page that concerns all rooms live, and draws its mark.
 * @param hasUse whether rooms are in use, so that the page changes by time alone
 */
export function LiveHere({
  since,
  gapMs,
  hasUse = false,
}: {
  since: number;
  gapMs: number;
  hasUse?: boolean;
}) {
  return (
    <>
      <LivePage since={since} gapMs={gapMs} {...(hasUse ? { everyMs: LIVE_EVERY_MS } : {})} />
      <LiveMark timeZone={viewerZone()} />
    </>
  );
}
