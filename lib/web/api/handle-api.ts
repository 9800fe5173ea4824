import { z } from "zod";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordRefusal } from "@/lib/audit/record-refusal";
import { monotonicMs } from "@/lib/core/clock";
import type { Conditions } from "@/lib/core/conditions";
import { type ErrorCode, RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { listed } from "@/lib/core/listed";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { doOnce } from "@/lib/idempotency/do-once";
import type { Context } from "@/lib/runtime/context";
import { log } from "@/lib/runtime/log";
import { getServices } from "@/lib/runtime/services";
import { requireAnyScope } from "@/lib/tokens/token-policy";
import { logCounted } from "@/lib/web/pages/counted-log";
import { parseQuery } from "@/lib/web/pages/parse-query";
import { watchAnswer } from "./answer-watch";
import {
  type AnyOperation,
  type ApiHandler,
  type ApiOperation,
  isBodyOptional,
  METHODS,
  type Method,
} from "./api-operation";
import { checkedReply, toResponse } from "./api-reply";
import { conditionsOf } from "./etag";
import { fingerprintOf, idempotencyKeyOf } from "./idempotency-key";
import { problemResponse } from "./problem";
import {
  countAddressRequest,
  countTokenRequest,
  type NamedRate,
  rateHeaders,
  tooMany,
} from "./rate-limits";
import { readJsonBody } from "./read-body";
import { roomNameOf } from "./room-address";
import { checkAdmission, runAdmitted } from "./run-admitted";
import { tokenOf } from "./token-of";

/** Makes the handler of one operation. */
export function handleApi<Query, Body, Reply>(
  operation: ApiOperation<Query, Body, Reply>,
): ApiHandler {
  const isOptional = isBodyOptional(operation);
  const handler = (request: Request) => answer(request, operation, isOptional);
  return Object.assign(handler, { operation });
}

/**
 * Processes an API request: request id, token, scope, parameters, body, verb, and the check of the reply. Every error becomes a problem
 * document.
 */
async function answer<Query, Body, Reply>(
  request: Request,
  operation: ApiOperation<Query, Body, Reply>,
  isOptional: boolean,
): Promise<Response> {
  const startedMs = monotonicMs();
  const services = getServices();
  const requestId = requestIdOf(request);
  const ctx: Context = { actor: { kind: "nobody" }, requestId, services };
  let response: Response;
  let rate: NamedRate | null = null;
  let code: ErrorCode | undefined;
  const take = (taken: NamedRate | null) => {
    rate = taken;
    if (rate?.isOver) throw tooMany(rate);
  };
  try {
    ctx.actor = await tokenOf(request).catch((error) => {
      if (error instanceof RoomkeeperError && error.code === "unauthorized") {
        take(countAddressRequest(request));
      }
      throw error;
    });
    take(countTokenRequest(ctx.actor, 1));
    requireAnyScope(ctx.actor, [operation.scope].flat());
    const query = parseQuery(operation.query, request.url);
    const conditions = conditionsFor(operation, request);
    const name = operation.named ? roomNameOf(request) : "";
    const key = request.method === "POST" ? idempotencyKeyOf(request.headers) : null;
    const turn = { operation, request, ctx, name, key };
    checkAdmission(turn);
    const how = { isOptional, readCsv: operation.csv?.read };
    const given = operation.body ? await readJsonBody(request, how) : undefined;
    const body = given ? operation.body?.(given.value) : undefined;
    const extra = body === undefined ? 0 : (operation.cost?.(body) ?? 1) - 1;
    if (extra > 0) take(countTokenRequest(ctx.actor, extra));
    const carryOut = async (shared: Context) => {
      const call = { ctx: shared, request, name, query, body: body as Body, conditions };
      return checkedReply(operation, await operation.run(call));
    };
    const reply = await runAdmitted(turn, () =>
      key === null
        ? carryOut(ctx)
        : doOnce(
            ctx,
            {
              key,
              fingerprint: fingerprintOf(request, given?.bytes),
              repliesSecret: operation.repliesSecret,
            },
            carryOut,
          ),
    );
    const headers = { ...reply.headers, ...rateHeaders(rate) };
    response = toResponse(request, ctx, { ...reply, headers }, conditions);
    if (request.method !== "GET" && request.method !== "HEAD") services.events.notifyChange();
  } catch (thrown) {
    const error = asRoomkeeperError(thrown);
    code = error.code;
    const isFailure = error !== thrown || error.code === "internal" || error.code === "corrupt";
    if (error.code === "unavailable") {
      logCounted("error", error.code, {
        requestId: ctx.requestId,
        action: operation.action,
        err: error,
      });
    } else if (isFailure && error.code !== "overloaded") {
      log().error({ requestId: ctx.requestId, action: operation.action, err: error }, error.code);
    }
    await auditRefusal(request, ctx, operation.action, error);
    response = problemResponse(error, ctx.requestId, rateHeaders(rate));
  }
  watchAnswer(operation, request.method, response.status, code);
  logReply(ctx, request, operation.action, { status: response.status, code }, startedMs);
  return response;
}

/**
 * Reads the conditions of a request. A resource without an entity tag matches none, so a request with If-Match for it is never carried
 * out (RFC 9110, section 13.1.1). No resource has Last-Modified, so If-Unmodified-Since and If-Modified-Since are ignored, as sections
 * 13.1.3 and 13.1.4 say.
 */
function conditionsFor(operation: AnyOperation, { headers, method }: Request): Conditions {
  const conditions = conditionsOf(headers);
  if (operation.reads?.includes("If-Match")) return conditions;
  const isRead = method === "GET" || method === "HEAD";
  if (conditions.ifMatch !== undefined || (conditions.ifNoneMatch === "*" && !isRead)) {
    throw new RoomkeeperError("precondition_failed", "The resource at this address has no ETag.");
  }
  return {};
}

/** The caller's request id if it is valid, otherwise a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && /^[\w.-]{8,64}$/.test(given) ? given : newId("rq");
}

/** Failures that callers can cause, or that every request has until the cause is gone. */
const WAITING: ReadonlySet<ErrorCode> = new Set(["overloaded", "unavailable"]);

/** Records a refusal before the verb, such as an invalid token or a missing scope. Verbs record their own refusals. */
async function auditRefusal(
  request: Request,
  ctx: Context,
  action: AuditAction,
  { code }: RoomkeeperError,
): Promise<void> {
  const badToken = code === "unauthorized" && request.headers.has("authorization");
  if (!badToken && code !== "forbidden") return;
  const spaceId = ctx.actor.kind === "token" ? ctx.actor.spaceId : undefined;
  await recordRefusal(ctx, { action, code, spaceId });
}

function logReply(
  ctx: Context,
  request: Request,
  action: string,
  { status, code }: { status: number; code: ErrorCode | undefined },
  startedMs: number,
): void {
  const isCounted = code !== undefined && (status < 500 || WAITING.has(code));
  const level = status >= 500 && !isCounted ? "error" : "debug";
  if (!isCounted && !log().isLevelEnabled(level)) return;
  const token = ctx.actor.kind === "token" ? ctx.actor.id : undefined;
  const ms = Math.round((monotonicMs() - startedMs) * 10) / 10;
  const { requestId } = ctx;
  const facts = { requestId, method: request.method, action, status, token, ms };
  log()[level](facts, "request");
  // Refused floods are not failures of the server and must not fill the log.
  if (isCounted) logCounted("info", code, facts);
}

/**
 * Handlers for the methods that a path does not support: 405 with Allow; and for OPTIONS, which lists the allowed methods. A route
 * exports the handlers that it does not define itself: `export const { POST, PATCH, OPTIONS } = otherMethods("GET", …)`.
 */
export function otherMethods(...allowed: Method[]): Record<Method, (request: Request) => Response> {
  const allow = [...allowed, "OPTIONS"];
  const refuse = (request: Request) => methodRefusal(request, allow);
  const handlers = Object.fromEntries(METHODS.map((method) => [method, refuse]));
  handlers.OPTIONS = (request) =>
    new Response(null, {
      status: 204,
      headers: { allow: allow.join(", "), "x-request-id": requestIdOf(request) },
    });
  return handlers as Record<Method, (request: Request) => Response>;
}

/** 405 for a method that the path does not support. */
export function methodRefusal(request: Request, allow: string[]): Response {
  const error = new RoomkeeperError(
    "method_not_allowed",
    `This path supports only ${listed(allow)}.`,
    { allow },
  );
  return problemResponse(error, requestIdOf(request));
}

/** The query of an operation that takes none. */
export const noQuery = z.strictObject({});
