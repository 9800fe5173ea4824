import { hkdfSync } from "node:crypto";
import { decode, encode, type JWT } from "next-auth/jwt";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { env } from "@/lib/runtime/env";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { endCookie, endName, readCookie, readFormerCookie, setCookie } from "./cookies";

/**
 * The cookie lives as long as the session's row, which is longer than the session. So a browser whose session has expired is known to
 * have been signed in. Only the row decides whether it still is.
 */
export const SESSION_COOKIE_SECONDS = (LIMITS.sessionDays + LIMITS.endedSessionDays) * 24 * 60 * 60;

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
  return encode({ token, secret, maxAge: SESSION_COOKIE_SECONDS });
}

/** Opens a cookie's value; null if it was altered, is too old or was sealed with an unknown key. */
export async function openSession(value: string | undefined): Promise<JWT | null> {
  if (!value) return null;
  for (const secret of sessionSecrets()) {
    const token = await decode({ token: value, secret }).catch(() => null);
    if (token) return token;
  }
  return null;
}

/** The session id in a Cookie header. The cookie is authentic, but the session may have ended. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const former = readFormerCookie(cookieHeader, "session");
  const token =
    (await openSession(readCookie(cookieHeader, "session"))) ?? (await openSession(former?.value));
  return typeof token?.sid === "string" ? token.sid : null;
}

/** The Set-Cookie values that sign this browser in and replace its former session. */
export async function sessionCookies(
  headers: VisitHeaders,
  session: { sessionId: string; personId: string },
): Promise<string[]> {
  const value = await sealSession({ sid: session.sessionId, sub: session.personId });
  const options = { maxAgeSeconds: SESSION_COOKIE_SECONDS };
  return [setCookie(headers, "session", value, options), ...(await endedFormerCookie(headers))];
}

/** The Set-Cookie values that delete the session cookie. */
export async function endedSessionCookies(headers: VisitHeaders): Promise<string[]> {
  return [...endCookie(headers, "session"), ...(await endedFormerCookie(headers))];
}

/** Deletes a session cookie with the former name, unless it belongs to another instance. */
async function endedFormerCookie(headers: VisitHeaders): Promise<string[]> {
  const former = readFormerCookie(headers.get("cookie"), "session");
  return former && (await openSession(former.value)) ? [endName(headers, former.name)] : [];
}
