import { createHash } from "node:crypto";
import { describeApi } from "@/lib/web/openapi/describe-api";
import type { ApiRouteModule } from "./api-operation";
import { isNoneMatchHit } from "./etag";
import { requestIdOf } from "./handle-api";
import { plainReply } from "./plain-reply";
import { requestAddress } from "./request-address";

let described: object | undefined;

/**
 * The description of the API as a reply. It is made once; each reply adds the address that the request was sent to. It contains
 * no person and no room, so everybody may read it.
 */
export function describedReply(
  request: Request,
  routes: Readonly<Record<string, ApiRouteModule>>,
): Response {
  described ??= describeApi(routes, "");
  const servers = [{ url: requestAddress(request.headers) }];
  const text = JSON.stringify({ ...described, servers });
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
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
