import type { AuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { PlexAccount } from "@/lib/plex/plex";
import { readSession } from "@/lib/sessions/read-session";
import { revokeSession } from "@/lib/sessions/revoke-session";
import {
  cookieName,
  isHttps,
  openSession,
  SESSION_SECONDS,
  sealSession,
  sessionCookieName,
  sessionSecrets,
} from "@/lib/sessions/session-cookie";
import { env } from "@/lib/wire/env";
import { safeReturnTo } from "./return-to";

/** What the callback of one sign-in does; without it nobody can come in through next-auth. */
export interface SignInSteps {
  /** Proves the account; throws to stop. */
  prove(): Promise<PlexAccount>;
  /** Opens the session and gives its id. */
  finish(account: PlexAccount): Promise<string>;
}

/**
 * next-auth's settings for one request. The provider's own checks are off: `openAttempt` makes them, before next-auth is asked
 * (it compares no state when a provider brings its own `token.request`). No adapter: those link a second Plex account to
 * whoever is signed in.
 */
export function authOptions(steps?: SignInSteps): AuthOptions {
  const secure = isHttps();
  const own = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: sessionSecrets()[0],
    providers: [plexProvider(steps)],
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    jwt: {
      encode: ({ token }) => sealSession(token ?? {}),
      decode: ({ token }) => openSession(token),
    },
    pages: { signIn: "/sign-in", signOut: "/account", error: "/sign-in" },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: sessionCookieName(), options: own },
      csrfToken: { name: cookieName("rk_csrf"), options: own },
      callbackUrl: { name: cookieName("rk_callback"), options: own },
    },
    callbacks: {
      async jwt({ token, user, trigger }) {
        if (trigger === undefined || !steps) return token;
        return { sub: user.id, sid: await steps.finish(user as PlexAccount & { id: string }) };
      },
      async session({ session, token }) {
        const found = typeof token.sid === "string" ? await readSession(token.sid) : null;
        const { expires } = session;
        return found ? { expires, user: { name: found.name } } : ({} as typeof session);
      },
      redirect: ({ url }) => env().publicUrl + safeReturnTo(pathOf(url)),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await revokeSession(token.sid);
      },
    },
    // What next-auth would log holds profiles and tokens; the sign-in page and the audit say what happened.
    logger: { error() {}, warn() {}, debug() {} },
  };
}

function plexProvider(steps: SignInSteps | undefined): OAuthConfig<PlexAccount> {
  return {
    id: "plex",
    name: "Plex",
    type: "oauth",
    clientId: "roomkeeper",
    clientSecret: "none",
    checks: ["none"],
    authorization: { url: `${env().publicUrl}/api/auth/plex`, params: { scope: "" } },
    // The token never passes through next-auth: `prove` gets it, uses it and forgets it.
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

function pathOf(url: string): string {
  const { publicUrl } = env();
  return url.startsWith(publicUrl) ? url.slice(publicUrl.length) : url;
}
