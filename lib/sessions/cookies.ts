import { createHash } from "node:crypto";
import { env } from "@/lib/wire/env";
import { isHttpsVisit, type VisitHeaders } from "@/lib/wire/visit-origin";

/** Every cookie there is. */
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
  /** False only for what a script must take away again, such as a toast that was shown. */
  httpOnly?: boolean;
}

/**
 * A cookie's name in this visit's browser. It bears a mark of this instance, because two of them on one host share their cookies,
 * whatever their ports (RFC 6265, 8.5). `__Host-` ties it to this exact host and to https, so that no sibling site can plant one
 * (RFC 6265bis, 4.1.3.2).
 */
export function cookieName(headers: VisitHeaders, cookie: Cookie): string {
  return nameOf(cookie, marks()[0], isHttpsVisit(headers));
}

/** A Set-Cookie value: this host only, Lax, and over https only where the visit is. */
export function setCookie(
  headers: VisitHeaders,
  cookie: Cookie,
  value: string,
  options: CookieOptions,
): string {
  return line(cookieName(headers, cookie), value, options, isHttpsVisit(headers));
}

/** The Set-Cookie values that take a cookie away, under each name that this browser may have it by. */
export function endCookie(headers: VisitHeaders, cookie: Cookie): string[] {
  const sent = new Set(cookiesIn(headers.get("cookie")).map(([name]) => name));
  const now = cookieName(headers, cookie);
  const names = [now, ...knownNames(cookie).filter((name) => name !== now && sent.has(name))];
  return names.map((name) => endName(headers, name));
}

/** The Set-Cookie value that takes away the cookie of a name. */
export function endName(headers: VisitHeaders, name: string): string {
  const isHttps = isHttpsVisit(headers) || name.startsWith("__Host-");
  return line(name, "", { maxAgeSeconds: 0 }, isHttps);
}

/** One of our cookies out of a Cookie header. */
export function readCookie(cookieHeader: string | null, cookie: Cookie): string | undefined {
  const sent = cookiesIn(cookieHeader);
  for (const name of knownNames(cookie)) {
    const found = sent.find(([key]) => key === name);
    if (found) return decode(found[1]);
  }
  return undefined;
}

/**
 * The cookie under the name that it had before names bore a mark, so that an update signs nobody out. Another instance on this
 * host may have written it: only what proves to be ours may be believed.
 */
export function readFormerCookie(
  cookieHeader: string | null,
  cookie: "session" | "theme",
): { name: string; value: string } | undefined {
  const name = formerNameOf(cookie);
  const found = cookiesIn(cookieHeader).find(([key]) => key === name);
  return found && { name, value: decode(found[1]) };
}

/** The cookies of this browser whose name begins like one of ours, by what follows: of `sign_in_` the ids of attempts. */
export function cookiesBeginning(
  cookieHeader: string | null,
  beginning: "sign_in_",
): { name: string; rest: string; value: string }[] {
  const prefixes = knownNames(beginning);
  return cookiesIn(cookieHeader).flatMap(([name, value]) => {
    const prefix = prefixes.find((one) => name.startsWith(one));
    return prefix ? [{ name, rest: name.slice(prefix.length), value: decode(value) }] : [];
  });
}

/** Every name that we may have given it: by each secret, newest first, and plain only where the instance is not https. */
function knownNames(cookie: Cookie): string[] {
  return marks().flatMap((mark) => {
    const prefixed = nameOf(cookie, mark, true);
    return isHttpsOnly() ? [prefixed] : [prefixed, nameOf(cookie, mark, false)];
  });
}

function formerNameOf(cookie: string): string {
  // The theme was kept without the prefix everywhere; a planted one chooses between light and dark.
  return isHttpsOnly() && cookie !== "theme" ? `__Host-rk_${cookie}` : `rk_${cookie}`;
}

function isHttpsOnly(): boolean {
  return env().publicUrl.startsWith("https:");
}

function nameOf(cookie: Cookie, mark: string | undefined, isHttps: boolean): string {
  return `${isHttps ? "__Host-" : ""}rk_${mark}_${cookie}`;
}

let marked: { secrets: readonly string[]; marks: string[] } | undefined;

/** A mark for each secret: instances that share their people share a secret, and others do not. */
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
