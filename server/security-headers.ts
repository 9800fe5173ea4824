import { randomBytes } from "node:crypto";
import type { VisitHeaders } from "@/lib/wire/visit-origin";

export interface SecurityOptions {
  /** The public address; HSTS is sent when it is https. */
  publicUrl: string;
  /** Where the sign-in form may lead at this visit: a form's redirect counts as its target. */
  formTargets(visit: VisitHeaders): string[];
  /** Origins that posters may be shown from. */
  posterOrigins?: readonly string[];
}

/** The client module is made to be imported by pages elsewhere; everything else is read by our own pages alone. */
const SHARED = /^\/client\//;

/**
 * The headers of every reply, whatever it is: a page, a file, an error or the API's. Nobody may frame it, guess its type, learn
 * where a visitor came from or embed it.
 */
export function commonHeaders(options: SecurityOptions, path: string): Record<string, string> {
  const headers: Record<string, string> = {
    "cross-origin-resource-policy": SHARED.test(path) ? "cross-origin" : "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
  if (options.publicUrl.startsWith("https:")) {
    headers["strict-transport-security"] = "max-age=31536000; includeSubDomains";
  }
  return headers;
}

/** What is no page runs nothing and is framed nowhere. https://www.w3.org/TR/CSP3/ */
export const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The headers of a page beside the common ones. Scripts run by a fresh nonce or from our own files, never inline; charts and meters
 * need style attributes, so styles may be inline.
 */
export function pageHeaders(options: SecurityOptions, visit: VisitHeaders) {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    `img-src ${["'self'", "data:", ...(options.posterOrigins ?? [])].join(" ")}`,
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...options.formTargets(visit)].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
  return {
    "content-security-policy": policy,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  };
}
