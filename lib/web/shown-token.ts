import { cookies } from "next/headers";
import { z } from "zod";
import { cookieName, setCookie } from "@/lib/sessions/session-cookie";
import { processContext } from "@/lib/wire/process-context";

const SECONDS = 600;
const PLACE = "cookie.new-token";
const ShownToken = z.object({ token: z.string(), label: z.string(), spaceName: z.string() });

/** A token that was just made, on its way to the one page that shows it. */
export type ShownToken = z.infer<typeof ShownToken>;

function name(): string {
  return cookieName("rk_new_token");
}

/** The Set-Cookie value that carries a new token to the next page, sealed, until it is put away or ten minutes are over. */
export function shownTokenCookie(shown: ShownToken): string {
  const sealed = processContext().secretBox.seal(JSON.stringify(shown), PLACE);
  return setCookie(name(), sealed, { maxAgeSeconds: SECONDS });
}

/** The Set-Cookie value that puts it away for good. */
export function forgottenTokenCookie(): string {
  return setCookie(name(), "", { maxAgeSeconds: 0 });
}

/** The token to show on this page, or null. */
export async function readShownToken(): Promise<ShownToken | null> {
  const sealed = (await cookies()).get(name())?.value;
  if (!sealed) return null;
  try {
    return ShownToken.parse(JSON.parse(processContext().secretBox.open(sealed, PLACE)));
  } catch {
    return null;
  }
}
