import { openPlex } from "@/lib/plex/open-plex";
import { newAttempt } from "@/lib/sessions/sign-in-attempt";
import { env } from "@/lib/wire/env";

/**
 * Makes a PIN at Plex and the sealed cookie that binds it to this browser.
 * @param returnTo a path on this site, already checked
 * @returns where to send the browser, and the Set-Cookie value it takes along
 */
export async function startSignIn(returnTo: string): Promise<{ location: string; cookie: string }> {
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
