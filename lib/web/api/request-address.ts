import { env } from "@/lib/runtime/env";
import { type VisitHeaders, visitOrigin } from "@/lib/runtime/visit-origin";

/**
 * The address of this instance as the sender of a request knows it, without a trailing slash: PUBLIC_URL, or else the address that
 * the request was sent to. A host that may not be ours is not repeated; the reply then shows the address of this machine.
 */
export function requestAddress(headers: VisitHeaders): string {
  return visitOrigin(headers) ?? env().publicUrl;
}
