import { type ErrorCode, GONE_REASONS, GONE_TEXT } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

const MIB = LIMITS.bodyBytesMax / 1024 / 1024;
const CONTAINERS = LIMITS.jsonContainersMax.toLocaleString("en-US");
const MEMBERS = LIMITS.jsonMembersMax.toLocaleString("en-US");

function reasons(): string {
  return GONE_REASONS.map((reason) => `\`${reason}\` (${GONE_TEXT[reason]})`).join(", ");
}

/** What each error code means, and what the caller can do. */
export const PROBLEM_TEXT: Readonly<Record<ErrorCode, readonly [means: string, next: string]>> = {
  invalid_json: ["The body is not JSON in UTF-8.", "Correct the body."],
  invalid_request: [
    "A parameter or a header cannot be understood.",
    "Correct the parameters or headers that `errors` names.",
  ],
  unauthorized: [
    "The request has no token, or a token that is unknown, revoked or expired.",
    "Get another token.",
  ],
  forbidden: [
    "The token does not have the scope that the operation needs.",
    "Ask an admin for a token that may do this.",
  ],
  banned: ["The account is banned and may not change anything.", "Ask an admin."],
  foreign_origin: ["The request came from another site.", "Send it from Roomkeeper's own pages."],
  not_found: ["What the request names does not exist.", "Check the address and the name."],
  method_not_allowed: [
    "The path does not support this method.",
    "Use a method that the header Allow names.",
  ],
  already_exists: ["Something of that name exists already.", "Use another name."],
  name_taken: ["Another room of that name is open.", "Delete that one first."],
  conflict: [
    "The current state does not allow this change.",
    "Read the current state, then decide.",
  ],
  lease_held: [
    "Another instance holds the room.",
    "Wait until the lease ends, or take the lease over with `take`.",
  ],
  room_limit: [
    "The space, or the person who opens the room, has as many open rooms as an admin allows. Nothing was stored.",
    "Delete a room, wait until one expires, or ask an admin to allow more. Saves of open rooms are always accepted.",
  ],
  idempotency_in_progress: [
    "The first request with this key is still running.",
    "Repeat the request after Retry-After; you get the reply of the first one.",
  ],
  gone: [
    `The room is not open any more. \`reason\` says why: ${reasons()}.`,
    "Stop saving this room. A save with a later `createdAt` opens a new room.",
  ],
  precondition_failed: [
    "If-Match or If-None-Match does not allow the room's current version, or the resource has no ETag.",
    "Read the room again, then decide.",
  ],
  body_too_large: [
    `The body is larger than ${MIB} MiB, or its JSON has more than ${CONTAINERS} lists and objects or ${MEMBERS} members.`,
    "Send less in one request.",
  ],
  unsupported_media_type: [
    "The Content-Type of the body is not application/json, or the body is compressed.",
    "Send JSON with `Content-Type: application/json` and without Content-Encoding.",
  ],
  invalid_document: [
    "The body is not a valid document.",
    "Correct the places that `errors` names by JSON pointer.",
  ],
  created_in_future: [
    "`createdAt` is more than a day in the future.",
    "Check the clock of the sender.",
  ],
  idempotency_mismatch: [
    "The key was used for a different request.",
    "Use a new key for each request.",
  ],
  locked: [
    "An admin or the owner of the room locked it. `reason` is the reason that they gave; it is absent if they gave none.",
    "Try again later. The room's data stays as it is.",
  ],
  too_many_requests: [
    "The caller has used up its requests for this minute.",
    "Try again after Retry-After.",
  ],
  internal: ["Roomkeeper failed.", "Give the request id to the person who runs the server."],
  corrupt: [
    "Stored data is damaged and cannot be read.",
    "Give the request id to the person who runs the server.",
  ],
  unavailable: ["The database does not answer.", "Try again after Retry-After."],
  overloaded: [
    "Too many requests arrived at once. Nothing was changed.",
    "Try again after Retry-After.",
  ],
  disk_full: [
    "The disk of the server or of the folder is full. Nothing of the request was stored, and what was stored before is as it was.",
    "Try again after Retry-After. Somebody must make room on the disk.",
  ],
  buffer_full: [
    "Only the JavaScript client reports this: too many changes are waiting to be sent.",
    "Wait, or send fewer changes.",
  ],
};
