import type { ErrorCode } from "@/lib/core/errors";

/** What each code means, and what to do about it. */
export const PROBLEM_WORDS: Readonly<Record<ErrorCode, readonly [means: string, next: string]>> = {
  invalid_json: ["The body is not JSON in UTF-8.", "Correct the body."],
  invalid_request: [
    "A parameter or a header cannot be understood.",
    "Correct what `errors` names.",
  ],
  unauthorized: ["There is no token, or it is unknown, revoked or ended.", "Get another token."],
  forbidden: ["The token lacks the scope.", "Ask an admin for a token that may do this."],
  banned: ["The account may not change anything here.", "Ask an admin."],
  foreign_origin: ["The request came from another site.", "Send it from Roomkeeper's own pages."],
  not_found: ["There is nothing of that name.", "Check the name, or save the room first."],
  method_not_allowed: ["The path does not take this method.", "Use one that `Allow` names."],
  already_exists: ["It exists already.", "Use another name."],
  name_taken: ["Another room of that name is open.", "Delete or rename that one first."],
  conflict: ["Its state does not allow this.", "Read it again, then decide."],
  lease_held: [
    "Another instance holds the room.",
    "Wait until the lease ends, or take it over with `take`.",
  ],
  idempotency_in_progress: [
    "The first request with this key is still running.",
    "Send it again after Retry-After; you get the reply of the first.",
  ],
  gone: [
    "The room expired, was deleted, replaced or purged; `reason` says which.",
    "Stop saving it. A save with a later `createdAt` opens a new room.",
  ],
  precondition_failed: [
    "The room is not in a version that the request's conditions allow, or what is at the address has no ETag.",
    "Read it again, then decide.",
  ],
  body_too_large: ["The body is larger than 8 MiB.", "Send less in one request."],
  unsupported_media_type: ["The body is not declared as JSON.", "Send application/json."],
  invalid_document: [
    "The body is not a valid document.",
    "Correct what `errors` names by JSON pointer.",
  ],
  created_in_future: ["`createdAt` is more than a day ahead.", "Check the clock of the sender."],
  idempotency_mismatch: [
    "The key was used for another request.",
    "Use a new key for each request.",
  ],
  locked: [
    "An admin locked the room; `reason` says why.",
    "Try again later; the room keeps what it has.",
  ],
  too_many_requests: ["The limit for this minute is used up.", "Try again after Retry-After."],
  internal: ["Something went wrong here.", "Give the request id to the operator."],
  corrupt: ["Something stored cannot be read.", "Give the request id to the operator."],
  unavailable: ["The database does not answer.", "Try again after Retry-After."],
  overloaded: [
    "Too many requests came at once; nothing was changed.",
    "Try again after Retry-After.",
  ],
  buffer_full: [
    "Only the client reports this: too many changes wait already.",
    "Send less, or wait.",
  ],
};
