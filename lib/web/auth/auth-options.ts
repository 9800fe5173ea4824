import type { AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { LIMITS } from "@/lib/core/limits";
import type { PlexAccount } from "@/lib/plex/plex";
import { getServices } from "@/lib/runtime/services";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { cookieName } from "@/lib/sessions/cookies";
import { readSession } from "@/lib/sessions/read-session";
import { revokeSession } from "@/lib/sessions/revoke-session";
import { openSession, sealSession, sessionSecrets } from "@/lib/sessions/session-cookie";
import { safeReturnTo } from "./return-to";

/** The steps of a sign-in after the callback. Without them, next-auth signs nobody in. */
export interface SignInSteps {
  /** Proves the account. If it throws, the sign-in stops. */
  prove(): Promise<PlexAccount>;
  /** Opens the session and returns its id. */
  finish(account: PlexAccount): Promise<string>;
}

/** The headers of a request, and the origin that its browser opened. */
export interface AuthVisit {
  headers: VisitHeaders;
  origin: string;
}

/**
 * next-auth's settings for one request. The provider's own checks are off, because next-auth does not compare the state if a provider has
 * its own `token.request`; `openAttempt` checks it before next-auth runs. There is no adapter, because an adapter would link a second Plex
 * account to the person who is signed in.
 */
export function authOptions({ headers, origin }: AuthVisit, steps?: SignInSteps): AuthOptions {
  const secure = origin.startsWith("https:");
  const own = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: sessionSecrets()[0],
    providers: [plexProvider(origin, steps)],
    session: { strategy: "jwt", maxAge: LIMITS.sessionDays * 24 * 60 * 60 },
    jwt: {
      encode: ({ token }) => sealSession(token ?? {}),
      decode: ({ token }) => openSession(token),
    },
    pages: { signIn: "/sign-in", signOut: "/account", error: "/sign-in" },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: cookieName(headers, "session"), options: own },
      csrfToken: { name: cookieName(headers, "csrf"), options: own },
      callbackUrl: { name: cookieName(headers, "callback"), options: own },
    },
    callbacks: {
      async jwt({ token, user, trigger }) {
        if (trigger === undefined || !steps) return token;
        return { sub: user.id, sid: await steps.finish(user as PlexAccount & { id: string }) };
      },
      async session({ session, token }) {
        const found =
          typeof token.sid === "string" ? await readSession(getServices(), token.sid) : null;
        const { expires } = session;
        return found ? { expires, user: { name: found.name } } : ({} as typeof session);
      },
      redirect: ({ url }) => origin + safeReturnTo(pathOf(url, origin)),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await revokeSession(getServices().pool, token.sid);
      },
    },
    // next-auth would log profiles and tokens. The sign-in page and the audit log say what happened.
    logger: { error() {}, warn() {}, debug() {} },
  };
}

function plexProvider(origin: string, steps: SignInSteps | undefined): OAuthConfig<PlexAccount> {
  return {
    id: "plex",
    name: "Plex",
    type: "oauth",
    clientId: "roomkeeper",
    clientSecret: "none",
    checks: ["none"],
    authorization: { url: `${origin}/api/auth/plex`, params: { scope: "" } },
    // next-auth never gets the token: `prove` gets it, uses it and drops it.
    token: { request: async () => ({ tokens: {} }) },
    userinfo: {
      async request() {
        if (!steps) throw new Error("This sign-in was not started here.");
        return (await steps.prove()) as never;
      },
    },
    profile: (account) => account,
  };
}

function pathOf(url: string, origin: string): string {
  return url.startsWith(origin) ? url.slice(origin.length) : url;
}
