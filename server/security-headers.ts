import { randomBytes } from "node:crypto";

export interface SecurityOptions {
  /** The public address; HSTS is sent when it is https. */
  publicUrl: string;
  /** Where the sign-in form may lead: a form's redirect counts as its target. */
  formTargets: string[];
}

/**
 * The headers of every page. Scripts run by a fresh nonce or from our own files, never inline; charts and meters need style
 * attributes, so styles may be inline. https://www.w3.org/TR/CSP3/
 */
export function securityHeaders(options: SecurityOptions): Record<string, string> {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https: http:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...options.formTargets].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
  const headers: Record<string, string> = {
    "content-security-policy": policy,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
  if (options.publicUrl.startsWith("https:")) {
    headers["strict-transport-security"] = "max-age=31536000; includeSubDomains";
  }
  return headers;
}
