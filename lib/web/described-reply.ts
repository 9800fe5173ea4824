import { createHash } from "node:crypto";
import type { ApiRouteModule } from "./api-operation";
import { describeApi } from "./describe-api";
import { isNoneMatchHit } from "./etag";
import { requestIdOf } from "./handle-api";
import { houseAddress } from "./house-address";
import { plainReply } from "./plain-reply";

let made: { address: string; text: string; etag: string } | undefined;

/** The description as a reply; made once for each address. It names nobody and no room, so everybody may read it. */
export function describedReply(
  request: Request,
  routes: Readonly<Record<string, ApiRouteModule>>,
): Response {
  const address = houseAddress();
  if (made?.address !== address) {
    const text = JSON.stringify(describeApi(routes, address));
    const sum = createHash("sha256").update(text).digest("base64url").slice(0, 22);
    made = { address, text, etag: `"${sum}"` };
  }
  const { text, etag } = made;
  const headers: Record<string, string> = {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300",
    etag,
    "x-content-type-options": "nosniff",
    "x-request-id": requestIdOf(request),
  };
  if (isNoneMatchHit(request.headers.get("if-none-match"), etag))
    return plainReply(304, headers, null);
  headers["content-type"] = "application/json";
  headers["content-length"] = String(Buffer.byteLength(text));
  return request.method === "HEAD"
    ? plainReply(200, headers, null, text)
    : plainReply(200, headers, text);
}
