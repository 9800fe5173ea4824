import { hkdfSync } from "node:crypto";
import { decode, encode, type JWT } from "next-auth/jwt";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { env } from "@/lib/wire/env";

export const SESSION_SECONDS = LIMITS.sessionDays * 24 * 60 * 60;

export function isHttps(): boolean {
  return env().publicUrl.startsWith("https://");
}

/** `__Host-` ties a cookie to this exact host and to https, so that no sibling site can plant one (RFC 6265bis, 4.1.3.2). */
export function cookieName(plain: string): string {
  return isHttps() ? `__Host-${plain}` : plain;
}

export function sessionCookieName(): string {
  return cookieName("rk_session");
}

/** One derived secret for each configured one, newest first: the first seals, all open. */
export function sessionSecrets(): [string, ...string[]] {
  const [newest, ...older] = env().secrets.map((secret) =>
    Buffer.from(hkdfSync("sha256", secret, "", "roomkeeper/session-cookie/1", 32)).toString("hex"),
  );
  if (!newest) throw new RoomkeeperError("internal", "ROOMKEEPER_SECRET is not set.");
  return [newest, ...older];
}

/** Seals a session id into the cookie's value: an encrypted JWT, as next-auth writes it. */
export async function sealSession(token: JWT): Promise<string> {
  const [secret] = sessionSecrets();
  return encode({ token, secret, maxAge: SESSION_SECONDS });
}

/** What a cookie's value holds, or null when it is altered, too old or sealed with an unknown key. */
export async function openSession(value: string | undefined): Promise<JWT | null> {
  if (!value) return null;
  for (const secret of sessionSecrets()) {
    const token = await decode({ token: value, secret }).catch(() => null);
    if (token) return token;
  }
  return null;
}

/** The session id in a Cookie header, proven to be ours but not yet known to be alive. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const token = await openSession(readCookie(cookieHeader, sessionCookieName()));
  return typeof token?.sid === "string" ? token.sid : null;
}

/** One cookie out of a Cookie header. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return decodeCookie(rest.join("="));
  }
  return undefined;
}

function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

interface CookieOptions {
  maxAgeSeconds: number;
  /** False only for what a script must take away again, such as a toast that was shown. */
  httpOnly?: boolean;
}

/** A Set-Cookie value: this host only, Lax, https where the public address is. */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, "Path=/", "SameSite=Lax"];
  parts.push(`Max-Age=${options.maxAgeSeconds}`);
  if (options.httpOnly !== false) parts.push("HttpOnly");
  if (isHttps()) parts.push("Secure");
  return parts.join("; ");
}
