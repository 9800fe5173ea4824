import { now } from "@/lib/core/clock";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { openPlex } from "@/lib/plex/open-plex";
import { newAttempt } from "@/lib/sessions/sign-in-attempt";
import { env } from "@/lib/wire/env";

const starts = { minute: 0, count: 0 };

/**
 * Makes a PIN at Plex and the sealed cookie that binds it to this browser.
 * @param returnTo a path on this site, already checked
 * @returns where to send the browser, and the Set-Cookie value it takes along
 */
export async function startSignIn(returnTo: string): Promise<{ location: string; cookie: string }> {
  boundStarts();
  const plex = await openPlex();
  const attempt = newAttempt();
  const pin = await plex.createPin();
  const forwardUrl = new URL("/api/auth/callback/plex", env().publicUrl);
  forwardUrl.searchParams.set("code", pin.id);
  forwardUrl.searchParams.set("state", attempt.state);
  return {
    location: plex.signInAddress(pin, forwardUrl.href),
    cookie: attempt.seal(pin, returnTo),
  };
}

/** Starting costs a call to Plex, which has limits of its own; anyone may start, so the whole process has one bound. */
function boundStarts(): void {
  const minute = Math.floor(now().getTime() / 60_000);
  if (starts.minute !== minute) Object.assign(starts, { minute, count: 0 });
  starts.count += 1;
  if (starts.count > LIMITS.signInStartsPerMinuteMax) {
    throw new RoomkeeperError("too_many_requests", "Many people are at the door.");
  }
}
