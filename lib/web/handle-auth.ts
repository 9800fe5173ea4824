import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/core/context";
import { type ErrorCode, RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { finishSignIn } from "@/lib/people/finish-sign-in";
import { proveAccount, SignInStopped } from "@/lib/people/prove-account";
import type { SignInProblem } from "@/lib/people/sign-in-problem";
import { startSignIn } from "@/lib/people/start-sign-in";
import { PlexFailure } from "@/lib/plex/plex";
import { sessionCookieName, sessionIdOf } from "@/lib/sessions/session-cookie";
import { endedAttemptCookie, openAttempt, spendAttempt } from "@/lib/sessions/sign-in-attempt";
import { pinAuthOrigin } from "@/lib/wire/env";
import { processContext } from "@/lib/wire/process-context";
import { logFailure, refuseForm, wantsJson } from "./answer-form";
import { authOptions } from "./auth-options";
import { runNextAuth } from "./next-auth-bridge";
import { countNetwork, countPerson, countSignIn } from "./rate-limits";
import { readFormFields } from "./read-form-fields";
import { safeReturnTo } from "./return-to";
import { viewerOf } from "./viewer";

type Route = { params: Promise<{ nextauth: string[] }> };

/** Everything under /api/auth: the callback from Plex with our own checks before it, the rest as next-auth does it. */
export async function handleAuth(request: Request, route: Route): Promise<Response> {
  pinAuthOrigin();
  const { nextauth: path } = await route.params;
  const requestId = newId("rq");
  try {
    await countCaller(request);
    if (path.join("/") === "callback/plex") return await comeBack(request, requestId);
    if (path[0] === "callback" || path[0] === "_log") return new Response(null, { status: 404 });
    const fields = request.method === "POST" ? await readFormFields(request) : {};
    const reply = await runNextAuth(request, { path, fields, options: authOptions() });
    reply.headers.set("cache-control", "no-store");
    return new Response(reply.body, { status: reply.status, headers: reply.headers });
  } catch (error) {
    const refusal = refuseForm(request, error, { requestId, returnTo: null });
    return path[0] === "callback" && refusal.status !== 429 ? toSignIn("failed", "/") : refusal;
  }
}

/** Sends the browser to Plex, with a cookie of its own for this attempt. A page that is only being prefetched starts nothing. */
export async function leaveForPlex(request: Request): Promise<Response> {
  const returnTo = safeReturnTo(new URL(request.url).searchParams.get("returnTo"));
  const purpose = request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? "";
  if (purpose.includes("prefetch")) return new Response(null, { status: 204 });
  if (request.headers.get("sec-fetch-site") === "cross-site") return toSignIn(null, returnTo);
  try {
    await countCaller(request);
    countSignIn(request);
    const { location, cookie } = await startSignIn(returnTo);
    return redirect(location, [cookie]);
  } catch (error) {
    if (wantsJson(request)) {
      return refuseForm(request, error, { requestId: newId("rq"), returnTo: null });
    }
    return toSignIn(problemOf(error), returnTo);
  }
}

/** Signing in is open to everybody: what is counted is the network, and the person where one is signed in already. */
async function countCaller(request: Request): Promise<void> {
  countNetwork(request);
  countPerson(await viewerOf(request.headers.get("cookie")));
}

async function comeBack(request: Request, requestId: string): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const state = query.get("state");
  const cookieHeader = request.headers.get("cookie");
  const attempt =
    request.method === "GET"
      ? openAttempt(cookieHeader, { state, pinId: query.get("code") })
      : null;
  const ctx: Context = { actor: { kind: "nobody" }, requestId };
  if (!attempt || !(await spendAttempt(attempt))) {
    await refused(ctx, "not_started");
    return toSignIn("not_started", "/");
  }
  const ended = [endedAttemptCookie(state)].filter((cookie) => cookie !== null);
  let problem: SignInProblem | null = "failed";
  // next-auth swallows what its callbacks throw, so the reason is kept, and the unexpected is logged, on the way there.
  const stop = (error: unknown): never => {
    problem = problemOf(error);
    if (problem === "failed") logFailure(error, requestId);
    throw error;
  };
  const steps = {
    prove: () => proveAccount(attempt.pin).catch(stop),
    async finish(account: Awaited<ReturnType<typeof proveAccount>>) {
      const userAgent = request.headers.get("user-agent");
      const formerSessionId = await sessionIdOf(cookieHeader);
      const visit = { account, userAgent, formerSessionId };
      const sessionId = await finishSignIn(ctx, visit).catch(stop);
      problem = null;
      return sessionId;
    },
  };
  const path = ["callback", "plex"];
  const reply = await runNextAuth(request, { path, fields: {}, options: authOptions(steps) });
  if (problem) {
    await refused(ctx, problem);
    return toSignIn(problem, attempt.returnTo, ended);
  }
  const name = `${sessionCookieName()}=`;
  const session = reply.headers.getSetCookie().filter((cookie) => cookie.startsWith(name));
  return redirect(attempt.returnTo, [...session, ...ended]);
}

function problemOf(error: unknown): SignInProblem {
  if (error instanceof SignInStopped) return error.problem;
  if (error instanceof PlexFailure) return error.code === "rate_limited" ? "busy" : error.code;
  if (error instanceof RoomkeeperError && error.code === "too_many_requests") return "busy";
  return "failed";
}

async function refused(ctx: Context, problem: SignInProblem): Promise<void> {
  await recordAudit(processContext().pool, ctx, {
    action: "session.create",
    outcome: problem === "not_allowed" || problem === "not_started" ? "refused" : "failed",
    code: CODES[problem],
    detail: { method: "plex", reason: problem },
  });
}

const CODES: Record<SignInProblem, ErrorCode> = {
  plex_away: "unavailable",
  timed_out: "gone",
  not_finished: "unauthorized",
  not_started: "conflict",
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
