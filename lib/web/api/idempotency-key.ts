import { createHash } from "node:crypto";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/**
 * The Idempotency-Key of a request, as it was sent; null when there is none. Throws `invalid_request` for one that is empty, too
 * long or not printable. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(key)) {
    if (key.length <= LIMITS.idempotencyKeyUnitsMax) return key;
  }
  const message = `has 1 to ${LIMITS.idempotencyKeyUnitsMax} printable ASCII characters`;
  throw new RoomkeeperError("invalid_request", `An Idempotency-Key ${message}.`, {
    fields: [{ pointer: "/Idempotency-Key", message }],
  });
}

/** The fingerprint of a request, to detect another request with the same key: SHA-256 of method, address, conditions and body. */
export function fingerprintOf(request: Request, body: Uint8Array = new Uint8Array()): Buffer {
  const address = request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  const { headers } = request;
  const conditions = ["if-match", "if-none-match"].map((name) => headers.get(name) ?? "");
  const head = `${request.method} ${address}\n${conditions.some(Boolean) ? conditions.join("\n") : ""}`;
  return createHash("sha256").update(head).update(body).digest();
}
