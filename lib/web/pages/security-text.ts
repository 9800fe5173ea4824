import { now } from "@/lib/core/clock";
import { env } from "@/lib/runtime/env";
import { requestAddress } from "@/lib/web/api/request-address";

const VALID_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The contact for reports about security problems of this installation (RFC 9116), from SECURITY_CONTACT. Without it the file does not
 * exist, because an address that nobody reads would be worse than none.
 */
export function securityText(request: Request): Response {
  const { securityContact } = env();
  if (!securityContact)
    return new Response("This Roomkeeper has no security contact.\n", { status: 404 });
  const expires = new Date(now().getTime() + VALID_DAYS * DAY_MS).toISOString();
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${expires}`,
    `Canonical: ${requestAddress(request.headers)}/.well-known/security.txt`,
    "Preferred-Languages: en",
  ];
  return new Response(`${lines.join("\n")}\n`, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" },
  });
}
