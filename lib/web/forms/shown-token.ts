import { headers } from "next/headers";
import { z } from "zod";
import { getServices } from "@/lib/runtime/services";
import { endCookie, readCookie, setCookie } from "@/lib/sessions/cookies";
import { isNewestToken } from "@/lib/tokens/is-newest-token";
import { type Viewer, viewer } from "@/lib/web/pages/viewer";
import type { Visit } from "./handle-form";

const SECONDS = 600;
const ShownToken = z.object({ token: z.string(), label: z.string(), spaceName: z.string() });

/** A token that was just made, for the one page that shows it. */
export type ShownToken = z.infer<typeof ShownToken>;

/**
 * The Set-Cookie value that carries a new token to the next page, sealed for the session that made it. It ends when the person closes
 * the token, or after ten minutes.
 */
export function shownTokenCookie({ request, viewer }: Visit, shown: ShownToken): string {
  const sealed = getServices().secretBox.seal(JSON.stringify(shown), placeOf(viewer));
  return setCookie(request.headers, "new_token", sealed, { maxAgeSeconds: SECONDS });
}

/** The Set-Cookie values that delete the token's cookie. */
export function forgottenTokenCookies({ request }: Visit): string[] {
  return endCookie(request.headers, "new_token");
}

/** The token to show on this page, or null. A token that was revoked, rotated or has expired since is not shown. */
export async function readShownToken(): Promise<ShownToken | null> {
  const shown = await readCarried();
  return shown && (await isNewestToken(getServices(), shown.token)) ? shown : null;
}

async function readCarried(): Promise<ShownToken | null> {
  const sealed = readCookie((await headers()).get("cookie"), "new_token");
  if (!sealed) return null;
  try {
    const text = getServices().secretBox.open(sealed, placeOf(await viewer()));
    return ShownToken.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function placeOf(viewer: Viewer | null): string {
  return `cookie.new-token/${viewer?.sessionId ?? "nobody"}`;
}
