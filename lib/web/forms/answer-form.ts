import { type ErrorCode, RoomkeeperError, statusOf } from "@/lib/core/errors";
import { urlPart } from "@/lib/core/url-part";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { env } from "@/lib/runtime/env";
import { log } from "@/lib/runtime/log";
import { pathOfReferer } from "@/lib/web/auth/return-to";
import { plainPage } from "@/lib/web/pages/plain-page";
import { type Flash, flashCookie } from "./flash";

/** The reply to a form: the flash for the next page, and for JSON callers also a result. */
export interface FormReply extends Partial<Flash> {
  /** Where to go instead of the form's own `returnTo`; a path on this site. */
  redirectTo?: string;
  /** What a JSON caller gets in addition to the message. */
  data?: unknown;
  /** More Set-Cookie values, such as a new session. */
  cookies?: string[];
  /** The session of the next page if it differs from the request's; null for no session. */
  sessionId?: string | null;
  /** A complete response that is sent instead of all of the above. */
  response?: Response;
}

interface Visit {
  requestId: string;
  /** Null if the reply must not redirect, as for a form of another site. */
  returnTo: string | null;
  /** The session of the request. A flash is shown only in this session. */
  sessionId?: string | null;
}

export function wantsJson(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("json");
}

function withCookies(headers: Headers, cookies: string[]): Headers {
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return headers;
}

function headersFor(visit: Visit): Headers {
  return new Headers({ "cache-control": "no-store", "x-request-id": visit.requestId });
}

/** Replies 303 with the flash to a browser's form, and JSON to callers that accept it. */
export function answerForm(request: Request, reply: FormReply, visit: Visit): Response {
  const { redirectTo, data, cookies = [], response, message, tone, undo } = reply;
  if (response) return response;
  const headers = withCookies(headersFor(visit), cookies);
  const location = redirectTo ?? visit.returnTo ?? "/";
  if (wantsJson(request)) {
    headers.set("content-type", "application/json");
    const body = { message, tone: tone ?? "done", undo, data, redirectTo: location };
    return new Response(JSON.stringify(body), { headers });
  }
  if (message) {
    const { sessionId = visit.sessionId ?? null } = reply;
    headers.append("set-cookie", flashCookie(request.headers, { message, tone, undo }, sessionId));
  }
  headers.set("location", location);
  return new Response(null, { status: 303, headers });
}

/** The reply for a refusal: a problem document (RFC 9457), or a redirect to the form's page with the message as a flash. */
export function refuseForm(request: Request, error: unknown, visit: Visit): Response {
  const refusal = asRefusal(error, visit.requestId);
  const { code, message, details } = refusal;
  const status = statusOf(code);
  const headers = headersFor(visit);
  if (status === 503 || status === 429 || details.retryAfterSeconds) {
    headers.set("retry-after", String(details.retryAfterSeconds ?? 2));
  }
  for (const [name, value] of Object.entries(details.headers ?? {})) headers.set(name, value);
  if (wantsJson(request)) {
    headers.set("content-type", "application/problem+json");
    const { reason, fields } = details;
    const body = { type: "about:blank", title: titleOf(code), status, code, detail: message };
    const signIn = code === "unauthorized" ? signInAddress(pathOfReferer(request)) : undefined;
    return new Response(
      JSON.stringify({ ...body, reason, signIn, errors: fields, requestId: visit.requestId }),
      { status, headers },
    );
  }
  if (visit.returnTo === null) {
    headers.set("content-type", "text/html; charset=utf-8");
    const label = env().hasPublicUrl ? `Open ${env().publicUrl}` : "Go to the first page";
    const link = { href: env().hasPublicUrl ? `${env().publicUrl}/` : "/", label };
    return new Response(
      plainPage({ title: PAGE_TITLES[code] ?? titleOf(code), sentence: message, link }),
      {
        status,
        headers,
      },
    );
  }
  if (code === "unauthorized") {
    const said = { message: SIGNED_OUT, tone: "problem" } as const;
    headers.append("set-cookie", flashCookie(request.headers, said, null));
    headers.set("location", signInAddress(visit.returnTo));
    return new Response(null, { status: 303, headers });
  }
  const flash = { message, tone: "problem" } as const;
  headers.append("set-cookie", flashCookie(request.headers, flash, visit.sessionId ?? null));
  headers.set("location", code === "banned" ? "/sign-in/banned" : visit.returnTo);
  return new Response(null, { status: 303, headers });
}

const SIGNED_OUT = "You are not signed in any more, so nothing was changed. Sign in and try again.";

/** The address of the sign-in page, with the page to return to. */
export function signInAddress(returnTo: string): string {
  return `/sign-in?returnTo=${urlPart(returnTo)}`;
}

const PAGE_TITLES: Partial<Record<ErrorCode, string>> = {
  foreign_origin: "Not at this address",
  unauthorized: "Sign in first",
  internal: "Something failed",
};

/** Logs the message and the stack only, because the details of a database error contain values. */
export function logFailure(error: unknown, requestId: string): void {
  const stack = error instanceof Error ? error.stack : undefined;
  log().error({ requestId, stack }, String(error));
}

function titleOf(code: ErrorCode): string {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns expected refusals unchanged. Anything else becomes one sentence, and the log has the cause under the request's id. */
function asRefusal(thrown: unknown, requestId: string): RoomkeeperError {
  if (thrown instanceof RoomkeeperError) return thrown;
  logFailure(thrown, requestId);
  const error = asRoomkeeperError(thrown);
  if (error.code !== "internal") return error;
  return new RoomkeeperError(
    "internal",
    `Something here failed, and nothing was changed. It is in the log as ${requestId}.`,
  );
}
