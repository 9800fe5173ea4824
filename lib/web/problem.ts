import { STATUS_CODES } from "node:http";
import { classifyDatabaseFailure } from "@/lib/core/database-failure";
import { type ErrorCode, RoomkeeperError, statusOf } from "@/lib/core/errors";
import { plainReply } from "./plain-reply";

/** A problem document (RFC 9457), as every refusal and failure of the API is told. */
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

/** Whatever was thrown, as an error of the one table. Nothing of a database's own words gets into it. */
export function asRoomkeeperError(error: unknown): RoomkeeperError {
  if (error instanceof RoomkeeperError) return error;
  switch (classifyDatabaseFailure(error)) {
    case "retry":
      return new RoomkeeperError(
        "unavailable",
        "Too many writes met at once. Try again in a moment.",
        { retryAfterSeconds: 1 },
        error,
      );
    case "busy":
      return new RoomkeeperError(
        "overloaded",
        "Another write holds what this one would change. Try again in a moment.",
        { retryAfterSeconds: 1 },
        error,
      );
    case "unavailable":
      return new RoomkeeperError(
        "unavailable",
        "The database does not answer. Try again in a moment.",
        { retryAfterSeconds: 2 },
        error,
      );
    case "bad_text":
      return new RoomkeeperError("invalid_document", "A text cannot be stored.", {}, error);
    default:
      return new RoomkeeperError("internal", "Something went wrong here.", {}, error);
  }
}

/** The document that an error is told as. */
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
