import { headers } from "next/headers";
import { z } from "zod";
import { getServices } from "@/lib/runtime/services";
import { endCookie, readCookie, setCookie } from "@/lib/sessions/cookies";
import { type Viewer, viewer } from "@/lib/web/pages/viewer";
import { isWebhookSecret } from "@/lib/webhooks/is-webhook-secret";
import type { Visit } from "./handle-form";

const SECONDS = 600;
const ShownSecret = z.object({
  id: z.string(),
  secret: z.string(),
  host: z.string(),
  isRotated: z.boolean(),
});

/** A webhook's secret that was just made, for the one page that shows it. */
export type ShownSecret = z.infer<typeof ShownSecret>;

/**
 * The Set-Cookie value that carries a new secret to the next page, sealed for the session that made it. It ends when the person closes
 * the secret, or after ten minutes.
 */
export function shownSecretCookie({ request, viewer }: Visit, shown: ShownSecret): string {
  const sealed = getServices().secretBox.seal(JSON.stringify(shown), placeOf(viewer));
  return setCookie(request.headers, "new_secret", sealed, { maxAgeSeconds: SECONDS });
}

/** The Set-Cookie values that delete the secret's cookie. */
export function forgottenSecretCookies({ request }: Visit): string[] {
  return endCookie(request.headers, "new_secret");
}

/** The secret to show on this page, or null. A secret that was rotated since, or whose webhook was deleted, is not shown. */
export async function readShownSecret(): Promise<ShownSecret | null> {
  const shown = await readCarried();
  return shown && (await isWebhookSecret(getServices(), shown)) ? shown : null;
}

async function readCarried(): Promise<ShownSecret | null> {
  const sealed = readCookie((await headers()).get("cookie"), "new_secret");
  if (!sealed) return null;
  try {
    const text = getServices().secretBox.open(sealed, placeOf(await viewer()));
    return ShownSecret.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function placeOf(viewer: Viewer | null): string {
  return `cookie.new-webhook-secret/${viewer?.sessionId ?? "nobody"}`;
}
