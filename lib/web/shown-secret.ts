import { cookies } from "next/headers";
import { z } from "zod";
import { cookieName, setCookie } from "@/lib/sessions/session-cookie";
import { processContext } from "@/lib/wire/process-context";

const SECONDS = 600;
const PLACE = "cookie.new-webhook-secret";
const ShownSecret = z.object({ secret: z.string(), host: z.string(), isRotated: z.boolean() });

/** A webhook's secret that was just made, on its way to the one page that shows it. */
export type ShownSecret = z.infer<typeof ShownSecret>;

function name(): string {
  return cookieName("rk_new_secret");
}

/** The Set-Cookie value that carries a new secret to the next page, sealed, until it is put away or ten minutes are over. */
export function shownSecretCookie(shown: ShownSecret): string {
  const sealed = processContext().secretBox.seal(JSON.stringify(shown), PLACE);
  return setCookie(name(), sealed, { maxAgeSeconds: SECONDS });
}

/** The Set-Cookie value that puts it away for good. */
export function forgottenSecretCookie(): string {
  return setCookie(name(), "", { maxAgeSeconds: 0 });
}

/** The secret to show on this page, or null. */
export async function readShownSecret(): Promise<ShownSecret | null> {
  const sealed = (await cookies()).get(name())?.value;
  if (!sealed) return null;
  try {
    return ShownSecret.parse(JSON.parse(processContext().secretBox.open(sealed, PLACE)));
  } catch {
    return null;
  }
}
