import { randomBytes } from "node:crypto";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";

export interface SecurityOptions {
  /** The public address; HSTS is sent when it is https. */
  publicUrl: string;
  /** The targets of the sign-in form for this visit. The target of a form's redirect must be allowed too. */
  formTargets(visit: VisitHeaders): string[];
  /** The origins from which posters may be shown. */
  posterOrigins?: readonly string[];
}

/** Pages of other sites may import the client module. Everything else is only for our own pages. */
const SHARED = /^\/client\//;

/** The pages of links for groups, and what they ask. Their addresses are secrets, which no search engine and no other site may learn. */
const GUEST = /^\/(?:api\/)?g\/([^/]*)/;

/** The token of the link to which a raw path belongs; null for every other path. */
export function guestTokenOf(path: string): string | null {
  return GUEST.exec(path)?.[1] ?? null;
}

/**
 * The headers of every reply: pages, files, errors and the API. They forbid framing, type guessing, sending the Referer header, and
 * embedding.
 */
export function commonHeaders(options: SecurityOptions, path: string): Record<string, string> {
  const headers: Record<string, string> = {
    "cross-origin-resource-policy": SHARED.test(path) ? "cross-origin" : "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
  if (guestTokenOf(path) !== null) {
    headers["referrer-policy"] = "no-referrer";
    headers["x-robots-tag"] = "noindex, nofollow";
    headers["cache-control"] = "private, no-store";
  }
  if (options.publicUrl.startsWith("https:")) {
    headers["strict-transport-security"] = "max-age=31536000; includeSubDomains";
  }
  return headers;
}

/** The policy for replies that are not pages: they run no scripts and cannot be framed. https://www.w3.org/TR/CSP3/ */
export const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The headers of a page in addition to the common ones. Scripts need a fresh nonce or come from our own files. Styles may be inline,
 * because charts and meters need style attributes.
 */
export function pageHeaders(options: SecurityOptions, visit: VisitHeaders) {
  const nonce = randomBytes(16).toString("base64");
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self'",
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

/** The cookies that carry a new token or a webhook's secret to the page that shows it. */
const SECRET_COOKIE = /new_(?:token|secret)=[^;]/;
/** The page of a room that shows the link for its group. */
const LINK_PAGE = /[?&]show=link(?:[&#]|$)/;

/** Whether the page at this address shows a secret to a browser with these cookies. */
export function showsSecret(address: string, cookies: string): boolean {
  return SECRET_COOKIE.test(cookies) || LINK_PAGE.test(address);
}
