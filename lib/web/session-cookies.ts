import {
  SESSION_SECONDS,
  sealSession,
  sessionCookieName,
  setCookie,
} from "@/lib/sessions/session-cookie";

/** The Set-Cookie value that signs this browser in: the same sealed JWT that next-auth writes. */
export async function sessionCookieFor(session: {
  sessionId: string;
  personId: string;
}): Promise<string> {
  const value = await sealSession({ sid: session.sessionId, sub: session.personId });
  return setCookie(sessionCookieName(), value, { maxAgeSeconds: SESSION_SECONDS });
}

/** The Set-Cookie value that takes the session cookie away. */
export function endedSessionCookie(): string {
  return setCookie(sessionCookieName(), "", { maxAgeSeconds: 0 });
}
