import { RoomkeeperError } from "@/lib/core/errors";
import { env } from "@/lib/wire/env";

/**
 * Refuses a write that another site's page may have sent. A browser names the page's origin in `Origin`; where it leaves that
 * out, `Sec-Fetch-Site` must say same-origin. `null` comes from sandboxed frames and is nobody's.
 * https://www.w3.org/TR/fetch-metadata/
 *
 * @returns null when it is our own page
 */
export function refuseForeignOrigin(request: Request): RoomkeeperError | null {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const own = new URL(env().publicUrl).origin;
  if (origin === own && (site === null || site === "same-origin")) return null;
  if (origin === null && site === "same-origin") return null;
  return new RoomkeeperError(
    "foreign_origin",
    `This did not come from a page of ${own}. Open Roomkeeper at that address and try again.`,
  );
}
