import type { IncomingMessage, ServerResponse } from "node:http";

const METHODS = "GET, HEAD, PUT, POST, DELETE";
const ASKED =
  "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, prefer";
const SHOWN = "etag, idempotency-replayed, ratelimit, ratelimit-policy, retry-after, x-request-id";
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Lets pages of the named origins use the API (https://fetch.spec.whatwg.org/#http-cors-protocol). They bring a token of their
 * own; cookies are never allowed, so nobody's session is at stake. `*` is every origin.
 * Answers a preflight itself, and then returns true.
 */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): boolean {
  const { origin } = request.headers;
  if (origin === undefined || origins.length === 0) return false;
  response.setHeader("vary", "Origin");
  const isAllowed = origins.includes("*") || origins.includes(origin);
  if (!isAllowed) return false;
  response.setHeader("access-control-allow-origin", origins.includes("*") ? "*" : origin);
  response.setHeader("access-control-expose-headers", SHOWN);
  const isPreflight =
    request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
  if (!isPreflight) return false;
  response.writeHead(204, {
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": ASKED,
    "access-control-max-age": String(DAY_SECONDS),
  });
  response.end();
  return true;
}
