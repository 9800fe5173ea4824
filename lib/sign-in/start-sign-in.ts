import { openPlex } from "@/lib/plex/open-plex";
import type { Services } from "@/lib/runtime/services";
import { plexAuthUrlFor, type VisitHeaders } from "@/lib/runtime/visit-origin";
import { newAttempt } from "@/lib/sessions/sign-in-attempt";

/**
 * Makes a PIN at Plex and the sealed cookie that binds it to this browser.
 * @param visit the headers of the request, and the origin that the browser opened and returns to
 * @param returnTo a path on this site, already checked
 * @returns the address to redirect the browser to, and the Set-Cookie values of the reply
 */
export async function startSignIn(
  services: Services,
  visit: { headers: VisitHeaders; origin: string },
  returnTo: string,
): Promise<{ location: string; cookies: string[] }> {
  const plex = await openPlex(services, plexAuthUrlFor(visit.headers));
  const attempt = newAttempt(services);
  const pin = await plex.createPin();
  const forwardUrl = new URL("/api/auth/callback/plex", visit.origin);
  forwardUrl.searchParams.set("code", pin.id);
  forwardUrl.searchParams.set("state", attempt.state);
  return {
    location: plex.signInAddress(pin, forwardUrl.href),
    cookies: attempt.seal(visit.headers, pin, returnTo),
  };
}
