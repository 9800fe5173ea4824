import { STATUS_CODES } from "node:http";
import { type ErrorCode, type RoomkeeperError, statusOf } from "@/lib/core/errors";
import { plainReply } from "./plain-reply";

/** A problem document (RFC 9457), the reply for every refusal and failure of the API. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  /** Why a room is gone or locked. */
  reason?: string;
  /** What was wrong, field by field; `pointer` is a JSON pointer (RFC 6901) into the body, or a parameter's name after `/`. */
  errors?: { pointer: string; message: string }[];
}

/** The problem document of an error. */
export function problemOf({ code, message, details }: RoomkeeperError, requestId: string): Problem {
  const status = statusOf(code);
  const problem: Problem = {
    type: `urn:roomkeeper:problem:${code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: message,
    code,
    requestId,
  };
  if (details.reason !== undefined) problem.reason = details.reason;
  if (details.fields) problem.errors = details.fields;
  return problem;
}

/** The reply for an error, with the headers that belong to its status. */
export function problemResponse(
  error: RoomkeeperError,
  requestId: string,
  more: Record<string, string> = {},
): Response {
  const { details } = error;
  const problem = problemOf(error, requestId);
  const { status } = problem;
  const headers: Record<string, string> = {
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...more,
  };
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="roomkeeper"';
  if (details.allow) headers.allow = details.allow.join(", ");
  if (status === 503 || status === 429 || details.retryAfterSeconds !== undefined) {
    headers["retry-after"] = String(details.retryAfterSeconds ?? 2);
  }
  return plainReply(status, headers, JSON.stringify(problem));
}
