/** Why something was refused, by the code of the error. */
export const CODES: Record<string, string> = {
  not_found: "Not theirs, or not there",
  forbidden: "Not allowed to",
  unauthorized: "Not signed in",
  banned: "The account is banned",
  locked: "The room is locked",
  gone: "Already gone",
  conflict: "It had changed, or would leave no admin",
  name_taken: "The name is taken",
  too_many_requests: "Too many tries",
  corrupt: "What was given is not whole",
  invalid_document: "What was given is no room",
  internal: "Something failed here",
  unavailable: "The other side did not answer",
  overloaded: "Too much was asked at once",
};

/** Why a sign-in did not succeed. */
export const REASONS: Record<string, string> = {
  plex_away: "Plex did not answer",
  timed_out: "The PIN had run out",
  not_finished: "Nobody said yes at Plex",
  not_started: "Not started in that browser, or used twice",
  not_allowed: "No access to this house’s server",
  busy: "Plex asked to wait",
  spent: "The link was already spent",
  expired: "The link was too old",
  unknown: "There is no such link",
};
