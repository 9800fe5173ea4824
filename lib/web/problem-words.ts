import type { ErrorCode } from "@/lib/core/errors";

/** What each code means, and what to do about it. */
export const PROBLEM_WORDS: Readonly<Record<ErrorCode, readonly [means: string, next: string]>> = {
  invalid_json: ["The body is not JSON in UTF-8.", "Mend the body."],
  invalid_request: ["A parameter or a header cannot be understood.", "Mend what `errors` names."],
  unauthorized: ["There is no token, or it is unknown, revoked or ended.", "Get another token."],
  forbidden: ["The token lacks the scope.", "Ask an admin for a token that may do this."],
  banned: ["The account may not change anything here.", "Ask an admin."],
  foreign_origin: ["The request came from another site.", "Send it from this house's own pages."],
  not_found: ["There is nothing of that name.", "Look at the name; save the room first."],
  method_not_allowed: ["The path does not know the method.", "Use one that `Allow` names."],
  already_exists: ["It is there already.", "Use another name."],
  name_taken: ["Another room of that name is open.", "Delete or rename that one first."],
  conflict: ["It is not in a state for that.", "Look at it anew and decide again."],
  lease_held: ["Another instance holds the room.", "Wait until it lapses, or take it with `take`."],
  idempotency_in_progress: [
    "The first request with this key is under way.",
    "Ask again after Retry-After; you get its reply.",
  ],
  gone: [
    "The room expired, was deleted, replaced or purged; `reason` says which.",
    "Let go of it. A later `createdAt` begins a new one.",
  ],
  precondition_failed: ["The stored room is another version.", "Read it, and decide again."],
  body_too_large: ["The body is larger than 8 MiB.", "Send less at once."],
  unsupported_media_type: ["The body is not declared as JSON.", "Send application/json."],
  invalid_document: ["The body cannot be kept.", "Mend what `errors` names by JSON pointer."],
  created_in_future: ["`createdAt` is more than a day ahead.", "Look at the clock."],
  idempotency_mismatch: [
    "The key was used for another request.",
    "Take a new key for each request.",
  ],
  locked: ["An admin locked the room; `reason` says why.", "Try later; nothing is lost meanwhile."],
  too_many_requests: ["The limit for this minute is used up.", "Go on after Retry-After."],
  internal: ["Something went wrong here.", "Tell the operator the request id."],
  corrupt: ["Something stored cannot be read.", "Tell the operator the request id."],
  unavailable: ["The database does not answer.", "Try again after Retry-After."],
  overloaded: [
    "Too many requests came at once; nothing was changed.",
    "Try again after Retry-After.",
  ],
  buffer_full: ["Said by the client alone: too much waits already.", "Slow down."],
};
