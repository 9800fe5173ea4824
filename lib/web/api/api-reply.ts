import type { z } from "zod";
import { type Conditions, conditionError, failedCondition } from "@/lib/core/conditions";
import { RoomkeeperError } from "@/lib/core/errors";
import { jsonText } from "@/lib/core/json-text";
import type { FinishedReply } from "@/lib/idempotency/do-once";
import type { Context } from "@/lib/runtime/context";
import { opaqueOf } from "./etag";
import { plainReply } from "./plain-reply";

/** The result of an operation. */
export interface ApiReply<Reply> {
  /** The default is 200, or 204 without a body. */
  status?: number;
  body?: Reply;
  etag?: string;
  headers?: Record<string, string>;
  /** A stream instead of a body. The code that makes it checks each part. */
  stream?: ReadableStream<Uint8Array>;
}

/** A reply as it leaves. */
export interface LeavingReply extends FinishedReply {
  stream?: ReadableStream<Uint8Array>;
}

/** Checks a reply against its schema and serializes it. */
export function checkedReply<Reply>(
  { reply: schema }: { reply?: z.ZodType<Reply> },
  { status, body, etag, headers: own, stream }: ApiReply<Reply>,
): LeavingReply {
  const headers = { ...own, ...(etag === undefined ? {} : { etag }) };
  if (stream) return { status: status ?? 200, headers, body: null, isReplay: false, stream };
  if (body === undefined) return { status: status ?? 204, headers, body: null, isReplay: false };
  const checked = schema?.safeParse(body);
  if (!checked?.success) {
    throw new RoomkeeperError("internal", "A reply did not fit its schema.", {}, checked?.error);
  }
  // The original value is sent and not zod's copy, which leaves out keys named `__proto__`.
  const text = jsonText(body);
  return { status: status ?? 200, headers, body: text, isReplay: false };
}

/**
 * Makes the Response for a finished reply; 304 if the caller already has the same version. Throws `precondition_failed` if a read
 * asked for another version.
 */
export function toResponse(
  request: Request,
  ctx: Context,
  reply: LeavingReply,
  conditions: Conditions,
): Response {
  const headers: Record<string, string> = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": ctx.requestId,
    ...reply.headers,
  };
  if (reply.isReplay) headers["idempotency-replayed"] = "true";
  const { etag } = headers;
  const reading = request.method === "GET" || request.method === "HEAD";
  if (reading && etag) {
    const failed = failedCondition(conditions, opaqueOf(etag));
    if (failed === "ifMatch") throw conditionError(failed);
    if (failed === "ifNoneMatch") return plainReply(304, headers, null);
  }
  if (reply.stream) return new Response(reply.stream, { status: reply.status, headers });
  if (reply.body === null) return plainReply(reply.status, headers, null);
  headers["content-type"] = "application/json";
  headers["content-length"] = String(Buffer.byteLength(reply.body));
  return request.method === "HEAD"
    ? plainReply(reply.status, headers, null, reply.body)
    : plainReply(reply.status, headers, reply.body);
}
