/** All error codes and their HTTP statuses. The codes are part of the public API and stay the same. */
export const STATUS_OF_CODE = {
  invalid_json: 400,
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  banned: 403,
  foreign_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_exists: 409,
  name_taken: 409,
  conflict: 409,
  lease_held: 409,
  room_limit: 409,
  idempotency_in_progress: 409,
  gone: 410,
  precondition_failed: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_document: 422,
  created_in_future: 422,
  idempotency_mismatch: 422,
  locked: 423,
  too_many_requests: 429,
  internal: 500,
  corrupt: 500,
  unavailable: 503,
  overloaded: 503,
  disk_full: 507,
  /** Only the client reports this: its write queue is full because the API has not answered for too long. */
  buffer_full: 503,
} as const;

export type ErrorCode = keyof typeof STATUS_OF_CODE;

/** The codes for faults of the server, as opposed to refusals of a request. */
export const FAILURES: ReadonlySet<ErrorCode> = new Set([
  "internal",
  "unavailable",
  "overloaded",
  "corrupt",
  "disk_full",
]);

/** One invalid field: its JSON pointer (RFC 6901) and what is wrong with it. */
export interface FieldProblem {
  pointer: string;
  message: string;
}

/** Why a room is not open any more. */
export const GONE_REASONS = ["deleted", "expired", "replaced", "superseded", "purged"] as const;
export type GoneReason = (typeof GONE_REASONS)[number];

/** What each reason of `gone` means, as the end of a sentence. */
export const GONE_TEXT: Readonly<Record<GoneReason, string>> = {
  deleted: "somebody deleted it",
  expired: "it expired",
  replaced: "a later room of the same name replaced it",
  superseded: "a later room of the same name exists or existed",
  purged: "it was deleted for good",
};

export interface ErrorDetails {
  /** Why a room is gone, or the reason that was given for its lock. */
  reason?: string;
  fields?: FieldProblem[];
  retryAfterSeconds?: number;
  /** Additional headers of the reply, such as the state of a rate limit. */
  headers?: Record<string, string>;
  /** The request id that the server sent, by which the refusal can be found in the server's log. Set in the client only. */
  requestId?: string;
  /** The allowed methods, for method_not_allowed. */
  allow?: string[];
}

/** An expected refusal or failure. The message is one sentence that a person may read. */
export class RoomkeeperError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "RoomkeeperError";
    this.code = code;
    this.details = details;
  }
}

/** The HTTP status of a code. */
export function statusOf(code: ErrorCode): number {
  return STATUS_OF_CODE[code];
}
