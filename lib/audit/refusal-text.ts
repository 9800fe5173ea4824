/** Why something was refused, by the code of the error. */
export const CODES: Record<string, string> = {
  not_found: "No access, or it does not exist",
  forbidden: "Not allowed",
  unauthorized: "Not signed in",
  banned: "The account is banned",
  locked: "The room is locked",
  gone: "Already gone",
  conflict: "It had changed, or no admin would be left",
  name_taken: "The name is taken",
  too_many_requests: "Too many attempts",
  corrupt: "The data was damaged",
  invalid_document: "The data was not a room",
  internal: "Roomkeeper failed",
  unavailable: "The other server did not answer",
  overloaded: "Too many requests at once",
};

/** Why a sign-in did not succeed. */
export const REASONS: Record<string, string> = {
  plex_away: "Plex did not answer",
  timed_out: "The PIN had run out",
  not_finished: "Nobody confirmed it at Plex",
  not_started: "Not started in that browser, or used twice",
  not_allowed: "No access to the Plex server of this Roomkeeper",
  busy: "Plex asked Roomkeeper to wait",
  spent: "The link was used already",
  expired: "The link was too old",
  unknown: "There is no such link",
};

/** Why a room is gone. */
export const GONE: Record<string, string> = {
  deleted: "The room was deleted",
  expired: "The room had expired",
  replaced: "A new room of its name had replaced it",
  superseded: "A newer room of its name had replaced it",
  purged: "The room was deleted for good",
};
