import { recordAudit } from "@/lib/audit/record-audit";
import { type ErrorCode, RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { PlexFailure } from "@/lib/plex/plex";
import type { Context } from "@/lib/runtime/context";
import { env, letAuthOriginFollowVisit } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { visitOrigin } from "@/lib/runtime/visit-origin";
import { sessionCookies, sessionIdOf } from "@/lib/sessions/session-cookie";
import {
  endAttempt,
  isOfOtherBrowser,
  openAttempt,
  spendAttempt,
} from "@/lib/sessions/sign-in-attempt";
import { finishSignIn } from "@/lib/sign-in/finish-sign-in";
import { proveAccount, SignInStopped } from "@/lib/sign-in/prove-account";
import { SIGN_IN_PROBLEMS, type SignInProblem } from "@/lib/sign-in/sign-in-problem";
import { startSignIn } from "@/lib/sign-in/start-sign-in";
import { countNetwork, countPerson, countSignIn } from "@/lib/web/api/rate-limits";
import { logFailure, refuseForm, wantsJson } from "@/lib/web/forms/answer-form";
import { flashCookie } from "@/lib/web/forms/flash";
import { DROPPED, UNFINISHED } from "@/lib/web/forms/keep-for-sign-in";
import { readFormFields } from "@/lib/web/forms/read-form-fields";
import { viewerOf } from "@/lib/web/pages/viewer";
import { zoneNamedBy } from "@/lib/web/pages/zone-cookie";
import { authOptions } from "./auth-options";
import { runNextAuth } from "./next-auth-bridge";
import { safeReturnTo } from "./return-to";

type Route = { params: Promise<{ nextauth: string[] }> };

/** Handles all paths under /api/auth. The callback from Plex has our own checks first; next-auth handles the rest. */
export async function handleAuth(request: Request, route: Route): Promise<Response> {
  letAuthOriginFollowVisit();
  const { nextauth: path } = await route.params;
  const requestId = newId("rq");
  try {
    await countCaller(request);
    if (path.join("/") === "callback/plex") return await finishPlexSignIn(request, requestId);
    if (path[0] === "callback" || path[0] === "_log") return new Response(null, { status: 404 });
    const fields = request.method === "POST" ? await readFormFields(request) : {};
    const visit = { headers: request.headers, origin: originOf(request) };
    const options = authOptions(visit);
    const reply = await runNextAuth(request, { path, fields, origin: visit.origin, options });
    reply.headers.set("cache-control", "no-store");
    return new Response(reply.body, { status: reply.status, headers: reply.headers });
  } catch (error) {
    const refusal = refuseForm(request, error, { requestId, returnTo: null });
    return path[0] === "callback" && refusal.status !== 429 ? toSignIn("failed", "/") : refusal;
  }
}

/** Redirects the browser to Plex and sets a cookie for this attempt. A prefetch starts no sign-in. */
export async function leaveForPlex(request: Request): Promise<Response> {
  const returnTo = safeReturnTo(new URL(request.url).searchParams.get("returnTo"));
  const purpose = request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? "";
  if (purpose.includes("prefetch")) return new Response(null, { status: 204 });
  if (request.headers.get("sec-fetch-site") === "cross-site") return toSignIn(null, returnTo);
  try {
    await countCaller(request);
    const elsewhere = otherAddress(request, returnTo);
    if (elsewhere) return elsewhere;
    countSignIn(request);
    const visit = { headers: request.headers, origin: originOf(request) };
    const { location, cookies } = await startSignIn(getServices(), visit, returnTo);
    return redirect(location, cookies);
  } catch (error) {
    if (wantsJson(request)) {
      return refuseForm(request, asRefusal(error), { requestId: newId("rq"), returnTo: null });
    }
    return toSignIn(problemOf(error), returnTo);
  }
}

/**
 * Redirects a visitor who starts the sign-in at an address that is not ours to the sign-in page, at our own address if one is set. After
 * Plex they would return to another address, which cannot read the cookie of the attempt. The sign-in page explains it.
 */
function otherAddress(request: Request, returnTo: string): Response | null {
  const origin = visitOrigin(request.headers);
  if (origin === null) return toSignIn(null, returnTo);
  const referer = request.headers.get("referer") ?? "";
  const isElsewhere = URL.canParse(referer) && new URL(referer).origin !== origin;
  if (!env().hasPublicUrl || !isElsewhere) return null;
  return redirect(`${origin}/sign-in?${new URLSearchParams({ returnTo })}`, []);
}

function originOf(request: Request): string {
  return visitOrigin(request.headers) ?? env().publicUrl;
}

/** Everybody may start a sign-in, so it counts against the limit of the network, and of the person if one is signed in already. */
async function countCaller(request: Request): Promise<void> {
  countNetwork(request);
  countPerson(await viewerOf(request.headers.get("cookie")));
}

async function finishPlexSignIn(request: Request, requestId: string): Promise<Response> {
  const services = getServices();
  const query = new URL(request.url).searchParams;
  const state = query.get("state");
  const cookieHeader = request.headers.get("cookie");
  const attempt =
    request.method === "GET"
      ? openAttempt(services, cookieHeader, { state, pinId: query.get("code") })
      : null;
  const ctx: Context = { actor: { kind: "nobody" }, requestId, services };
  if (!attempt || !(await spendAttempt(services, attempt.state))) {
    const stopped = (await isClaimedElsewhere(request, state)) ? "other_browser" : "not_started";
    await refused(ctx, stopped);
    return toSignIn(stopped, "/");
  }
  const ended = endAttempt(request.headers, state);
  let cookies: string[] = [];
  let { returnTo } = attempt;
  let problem: SignInProblem | null = "failed";
  // next-auth hides errors of its callbacks. So the reason is stored here, and an unexpected error is logged here.
  const stop = (error: unknown): never => {
    problem = problemOf(error);
    if (problem === "failed") logFailure(error, requestId);
    throw error;
  };
  const steps = {
    prove: () => proveAccount(services, attempt.pin).catch(stop),
    async finish(account: Awaited<ReturnType<typeof proveAccount>>) {
      const userAgent = request.headers.get("user-agent");
      const formerSessionId = await sessionIdOf(cookieHeader);
      const visit = { account, userAgent, formerSessionId, timeZone: zoneNamedBy(cookieHeader) };
      const { sessionId, kept } = await finishSignIn(ctx, visit).catch(stop);
      cookies = await sessionCookies(request.headers, { sessionId, personId: account.id });
      if (kept === "kept") returnTo = UNFINISHED;
      if (kept === "dropped") cookies.push(flashCookie(request.headers, DROPPED_FLASH, sessionId));
      problem = null;
      return sessionId;
    },
  };
  const path = ["callback", "plex"];
  const origin = originOf(request);
  const options = authOptions({ headers: request.headers, origin }, steps);
  await runNextAuth(request, { path, fields: {}, origin, options });
  if (problem) {
    await refused(ctx, problem);
    return toSignIn(problem, attempt.returnTo, ended);
  }
  return redirect(returnTo, [...cookies, ...ended]);
}

/**
 * If a PIN comes back in another browser than the one that started the sign-in, a person followed somebody else's link and claimed
 * the PIN. It is used up, so that the sender of the link cannot sign in as that person.
 */
async function isClaimedElsewhere(request: Request, state: string | null): Promise<boolean> {
  if (request.method !== "GET" || state === null) return false;
  return (
    isOfOtherBrowser(request.headers.get("cookie"), state) && spendAttempt(getServices(), state)
  );
}

function problemOf(error: unknown): SignInProblem {
  if (error instanceof SignInStopped) return error.problem;
  if (error instanceof PlexFailure) return error.code === "rate_limited" ? "busy" : error.code;
  if (error instanceof RoomkeeperError && error.code === "too_many_requests") return "busy";
  return "failed";
}

/** The error for scripts. It is not a failure of this server if Plex does not answer. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof PlexFailure)) return error;
  const details = { retryAfterSeconds: LIMITS.plexRetrySeconds };
  return new RoomkeeperError("unavailable", SIGN_IN_PROBLEMS[problemOf(error)], details, error);
}

async function refused(ctx: Context, problem: SignInProblem): Promise<void> {
  await recordAudit(ctx.services.pool, ctx, {
    action: "session.create",
    outcome: REFUSED.has(problem) ? "refused" : "failed",
    code: CODES[problem],
    detail: { method: "plex", reason: problem },
  });
}

const DROPPED_FLASH = { message: DROPPED, tone: "problem" } as const;

const REFUSED = new Set<SignInProblem>(["not_allowed", "not_started", "other_browser"]);

const CODES: Record<SignInProblem, ErrorCode> = {
  plex_away: "unavailable",
  timed_out: "gone",
  not_finished: "unauthorized",
  not_started: "conflict",
  other_browser: "forbidden",
  not_allowed: "forbidden",
  busy: "too_many_requests",
  failed: "internal",
};

function toSignIn(problem: SignInProblem | null, returnTo: string, cookies: string[] = []) {
  const query = new URLSearchParams();
  if (problem) query.set("error", problem);
  if (returnTo !== "/") query.set("returnTo", returnTo);
  return redirect(query.size > 0 ? `/sign-in?${query}` : "/sign-in", cookies);
}

function redirect(location: string, cookies: string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
