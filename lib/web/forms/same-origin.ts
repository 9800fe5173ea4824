import { RoomkeeperError } from "@/lib/core/errors";
import { env } from "@/lib/runtime/env";
import { visitOrigin } from "@/lib/runtime/visit-origin";

/**
 * Refuses a write that another site's page may have sent. `Origin` must be our own origin. If the browser does not send it, `Sec-Fetch-Site`
 * must be same-origin. The origin `null`, which sandboxed frames send, is refused.
 * https://www.w3.org/TR/fetch-metadata/
 *
 * @returns null if our own page sent the write
 */
export function refuseForeignOrigin({ headers }: Request): RoomkeeperError | null {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const own = visitOrigin(headers);
  if (own !== null && origin === own && (site === null || site === "same-origin")) return null;
  if (own !== null && origin === null && site === "same-origin") return null;
  return new RoomkeeperError("foreign_origin", elsewhereSentence(origin, own));
}

/** The message for a request that was sent to another address than ours, or from another site's page. */
function elsewhereSentence(origin: string | null, own: string | null): string {
  const { hasPublicUrl, publicUrl } = env();
  if (hasPublicUrl) return `This Roomkeeper is at ${publicUrl}. Open it there and try again.`;
  const at = origin !== null && origin !== "null" ? ` (${origin.slice(0, 200)})` : "";
  if (own === null) {
    return `This Roomkeeper does not accept the address that you opened${at}. Its operator can set PUBLIC_URL to that address.`;
  }
  return `This request did not come from a page of ${own}. Open Roomkeeper there and try again. To use another address${at}, its operator can set PUBLIC_URL.`;
}
