import { createHash } from "node:crypto";
import { env } from "@/lib/runtime/env";
import { isHttpsVisit, type VisitHeaders } from "@/lib/runtime/visit-origin";

/** The names of all cookies. */
export type Cookie =
  | "session"
  | "flash"
  | "theme"
  | "zone"
  | "csrf"
  | "callback"
  | "new_token"
  | "new_secret"
  | `sign_in_${string}`;

interface CookieOptions {
  maxAgeSeconds: number;
  /** False only for cookies that a script must delete, such as that of a toast after it was shown. */
  httpOnly?: boolean;
}

/**
 * The name of a cookie in the visitor's browser. It contains a mark of this instance, because instances on one host share their
 * cookies even if their ports differ (RFC 6265, 8.5). `__Host-` restricts the cookie to this exact host and to https, so that no
 * sibling site can set it (RFC 6265bis, 4.1.3.2).
 */
export function cookieName(headers: VisitHeaders, cookie: Cookie): string {
  return nameOf(cookie, marks()[0], isHttpsVisit(headers));
}

/** A Set-Cookie value: for this host only, SameSite=Lax, and Secure if the visit uses https. */
export function setCookie(
  headers: VisitHeaders,
  cookie: Cookie,
  value: string,
  options: CookieOptions,
): string {
  return line(cookieName(headers, cookie), value, options, isHttpsVisit(headers));
}

/** The Set-Cookie values that delete a cookie, under each name that it may have in this browser. */
export function endCookie(headers: VisitHeaders, cookie: Cookie): string[] {
  const sent = new Set(cookiesIn(headers.get("cookie")).map(([name]) => name));
  const now = cookieName(headers, cookie);
  const names = [now, ...knownCookieNames(cookie).filter((name) => name !== now && sent.has(name))];
  return names.map((name) => endName(headers, name));
}

/** The Set-Cookie value that deletes the cookie of this name. */
export function endName(headers: VisitHeaders, name: string): string {
  const isHttps = isHttpsVisit(headers) || name.startsWith("__Host-");
  return line(name, "", { maxAgeSeconds: 0 }, isHttps);
}

/** Reads one of our cookies from a Cookie header. */
export function readCookie(cookieHeader: string | null, cookie: Cookie): string | undefined {
  const sent = cookiesIn(cookieHeader);
  for (const name of knownCookieNames(cookie)) {
    const found = sent.find(([key]) => key === name);
    if (found) return decode(found[1]);
  }
  return undefined;
}

/**
 * Reads a cookie under its former name without the mark, so that an update signs nobody out. Another instance on this host may have
 * written it, so the caller must check that the value is ours.
 */
export function readFormerCookie(
  cookieHeader: string | null,
  cookie: "session" | "theme",
): { name: string; value: string } | undefined {
  const name = formerNameOf(cookie);
  const found = cookiesIn(cookieHeader).find(([key]) => key === name);
  return found && { name, value: decode(found[1]) };
}

/** The cookies whose name begins with a prefix of ours, by the rest of the name: for `sign_in_` the ids of the attempts. */
export function cookiesBeginning(
  cookieHeader: string | null,
  beginning: "sign_in_",
): { name: string; rest: string; value: string }[] {
  const prefixes = knownCookieNames(beginning);
  return cookiesIn(cookieHeader).flatMap(([name, value]) => {
    const prefix = prefixes.find((one) => name.startsWith(one));
    return prefix ? [{ name, rest: name.slice(prefix.length), value: decode(value) }] : [];
  });
}

/** Every name that the cookie may have: one per secret, newest first, without `__Host-` only if the instance does not use https. */
export function knownCookieNames(cookie: Cookie): string[] {
  return marks().flatMap((mark) => {
    const prefixed = nameOf(cookie, mark, true);
    return isHttpsOnly() ? [prefixed] : [prefixed, nameOf(cookie, mark, false)];
  });
}

function formerNameOf(cookie: string): string {
  // The theme never had the prefix. A cookie set by another site could only choose between light and dark.
  return isHttpsOnly() && cookie !== "theme" ? `__Host-rk_${cookie}` : `rk_${cookie}`;
}

function isHttpsOnly(): boolean {
  return env().publicUrl.startsWith("https:");
}

function nameOf(cookie: Cookie, mark: string | undefined, isHttps: boolean): string {
  return `${isHttps ? "__Host-" : ""}rk_${mark}_${cookie}`;
}

let marked: { secrets: readonly string[]; marks: string[] } | undefined;

/** One mark per secret: instances of the same installation share a secret, others do not. */
function marks(): string[] {
  const { secrets } = env();
  if (marked?.secrets !== secrets) {
    const of = (secret: string) =>
      createHash("sha256").update(`roomkeeper/cookie-name/1/${secret}`).digest("hex").slice(0, 6);
    marked = { secrets, marks: secrets.map(of) };
  }
  return marked.marks;
}

function cookiesIn(header: string | null): (readonly [name: string, value: string])[] {
  return (header ?? "").split(";").map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
  });
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function line(name: string, value: string, options: CookieOptions, isHttps: boolean): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, "Path=/", "SameSite=Lax"];
  parts.push(`Max-Age=${options.maxAgeSeconds}`);
  if (options.httpOnly !== false) parts.push("HttpOnly");
  if (isHttps) parts.push("Secure");
  return parts.join("; ");
}
