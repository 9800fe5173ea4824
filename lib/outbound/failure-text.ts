/** The time limit of an exchange is over. */
export class TimeOver extends Error {}

const FAILURE_TEXT: Record<string, string> = {
  ECONNREFUSED: "Nothing listens at that address.",
  ECONNRESET: "The connection was cut before an answer came.",
  EPIPE: "The connection was cut before an answer came.",
  ENOTFOUND: "The host could not be found.",
  EAI_AGAIN: "The host could not be looked up right now.",
  EHOSTUNREACH: "The host could not be reached.",
  ENETUNREACH: "The host could not be reached.",
  ETIMEDOUT: "The host did not take the connection.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is signed by nobody but itself.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another host.",
};

/** Why a connection brought no answer, in one sentence without any value of the request. */
export function failureText(error: unknown, timeoutMs: number): string {
  if (error instanceof TimeOver) return `No answer came within ${timeoutMs / 1000} seconds.`;
  const { code = "" } = error as { code?: string };
  if (FAILURE_TEXT[code]) return FAILURE_TEXT[code];
  if (/CERT|SSL|TLS/.test(code)) return `No safe connection could be made (${code}).`;
  return `No answer came${code ? ` (${code})` : ""}.`;
}
