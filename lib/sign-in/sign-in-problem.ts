/** Why a sign-in failed, for the sign-in page. Codes that are not in this list show nothing. */
export const SIGN_IN_PROBLEMS = {
  plex_away: "Plex does not answer just now. Nothing is lost: try again in a minute.",
  timed_out: "Plex waited a while and gave up. Start again; it takes half a minute.",
  not_finished: "Plex did not say who you are: the sign-in there was not finished. Start again.",
  not_started: "That sign-in was not started in this browser, or is too old. Start again here.",
  other_browser:
    "That sign-in was started in another browser, so it was stopped. If somebody sent you the link, do not use it. Start again here.",
  not_allowed:
    "This Plex account has no access to the Plex server that this Roomkeeper belongs to.",
  busy: "Many people are signing in. Wait a minute, then try again.",
  failed: "The sign-in did not work, and nothing was changed. Try again.",
} as const;

export type SignInProblem = keyof typeof SIGN_IN_PROBLEMS;

/** The sentence for a code from the address, or null for anything that is not one of ours. */
export function signInSentence(code: unknown): string | null {
  return typeof code === "string" && Object.hasOwn(SIGN_IN_PROBLEMS, code)
    ? SIGN_IN_PROBLEMS[code as SignInProblem]
    : null;
}
