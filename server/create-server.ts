import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { RoomkeeperError, statusOf } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { log } from "@/lib/runtime/log";
import { getServices } from "@/lib/runtime/services";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { passAddress } from "@/lib/web/api/caller-address";
import { partsOf } from "@/lib/web/api/plain-reply";
import { problemResponse } from "@/lib/web/api/problem";
import { countGuest, countNetwork, networkOfCaller } from "@/lib/web/api/rate-limits";
import { type PageVisit, pageVisits, statusOfVisit } from "@/lib/web/pages/page-visit";
import { PLAIN_POLICY, plainPage } from "@/lib/web/pages/plain-page";
import { sharedPageKey } from "@/lib/web/pages/shared-page-key";
import { createApiListener } from "./api-listener";
import { isApiPath } from "./api-routes";
import { answerCors } from "./cors";
import { isBelowApi, refuseByRoute } from "./next-routes";
import { refuseGarbage } from "./refuse-garbage";
import {
  BARE_POLICY,
  commonHeaders,
  guestTokenOf,
  pageHeaders,
  type SecurityOptions,
  showsSecret,
} from "./security-headers";
import { createSharedPages } from "./shared-pages";
import { type SlowBodyBounds, watchBodies } from "./slow-bodies";

/** The handler of all requests outside the API: Next's request handler. */
export type PageHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

export interface ServerOptions extends SecurityOptions {
  /** The origins of other web pages that may call the API; none by default. */
  corsOrigins?: readonly string[];
  /** How slowly a body may arrive; see `watchBodies`. */
  slowBodies?: SlowBodyBounds;
  pages: PageHandler;
}

/**
 * One server for everything: the API straight to its handlers, the rest to the pages with the security headers of a page.
 * Slow headers are cut off after 15 seconds. A body gets as much time as its size needs (`watchBodies`).
 */
export function createRoomkeeperServer(options: ServerOptions): Server {
  const api = createApiListener();
  const bodies = watchBodies(options.slowBodies);
  const sharedPages = createSharedPages();
  const server = createServer(
    {
      headersTimeout: 15_000,
      requestTimeout: 0,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      // HTTP/1.0 allows requests without Host, and Node refuses them in HTTP/1.1.
      request.headers.host ??= "localhost";
      bodies.watch(request, response);
      const path = (request.url ?? "").replace(/[?#].*$/s, "");
      setHeaders(response, commonHeaders(options, path));
      if (isApiPath(path)) {
        response.setHeader("content-security-policy", BARE_POLICY);
        if (answerCors(request, response, options.corsOrigins ?? [])) return;
        void api(request, response);
        return;
      }
      passAddress(request);
      const refusal = refusePageRequest(request, path);
      if (refusal) {
        sendRefusal(request, response, refusal);
        return;
      }
      const headers = pageHeaders(options, headersOf(request));
      setHeaders(response, headers);
      // A page with a new secret is not compressed, because its size would reveal the secret: see SECRET in compress-reply.
      if (showsSecret(request.url ?? "", request.headers.cookie ?? ""))
        delete request.headers["accept-encoding"];
      // Next reads the nonce from the request and puts it on its own script tags.
      request.headers["content-security-policy"] = headers["content-security-policy"];
      const render = () => answerPage(options.pages, request, response);
      const isRead = request.method === "GET";
      void (isRead ? sharedPageKey(request.url ?? "", headersOf(request)) : Promise.resolve(null))
        .catch(() => null)
        .then((key) => sharedPages.answer(key, response, render));
    },
  );
  server.on("clientError", refuseGarbage);
  server.on("newListener", (event, listener) => {
    // Next listens for upgrades on the first request and ends each of them without a reply. Where nobody listens, Node ignores the
    // offer, as RFC 9110, section 7.8, allows, and the request gets its reply in HTTP/1.1.
    if (event === "upgrade") queueMicrotask(() => server.off("upgrade", listener));
  });
  server.on("close", bodies.stop);
  return server;
}

function headersOf({ headers }: IncomingMessage): VisitHeaders {
  return { get: (name) => [headers[name] ?? null].flat()[0] ?? null };
}

function setHeaders(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Calls the page handler. An error of a page must not end the process. */
async function answerPage(
  pages: PageHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const visit: PageVisit = { isDatabaseAway: false, isMissing: false };
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const sent = statusOfVisit(status, visit);
    if (sent === 503 && visit.isDatabaseAway) response.setHeader("retry-after", "2");
    return writeHead(sent, ...rest);
  };
  try {
    countPage(request, (request.url ?? "").replace(/[?#].*$/s, ""));
    await pageVisits().run(visit, () => inPageTurn(pages, request, response));
  } catch (err) {
    if (err instanceof RoomkeeperError && ["overloaded", "too_many_requests"].includes(err.code)) {
      sendRefusal(request, response, err);
      return;
    }
    const requestId = newId("rq");
    log().error({ requestId, err }, "a page failed");
    if (response.headersSent) response.destroy();
    else {
      const error = new RoomkeeperError("internal", "Something went wrong here.");
      sendProblem(response, error, requestId);
    }
  }
}

/**
 * Pages wait for their turn, so that many pages at once leave connections for everything else. A page that is not rendered or not
 * received for a long time loses its turn. Routes that pages call, and static files, need no turn here.
 */
async function inPageTurn(
  pages: PageHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isPage(request.url ?? "")) return pages(request, response);
  const key = networkOfCaller({ headers: headersOf(request) }) ?? "";
  let made: Promise<void> | undefined;
  await getServices().admission.run({ lane: "page", key }, async () => {
    made = Promise.resolve(pages(request, response));
    const over = new AbortController();
    const turn = setTimeout(LIMITS.pageTurnMs, undefined, { signal: over.signal, ref: false });
    await Promise.allSettled([Promise.race([made, turn])]);
    over.abort();
    turn.catch(() => {});
  });
  await made;
}

function isPage(path: string): boolean {
  return !isBelowApi(path.replace(/[?#].*$/s, "")) && !path.startsWith("/_next/");
}

/** Counts pages against the limit of their network before they are rendered. Routes that pages call are counted in their handlers. */
function countPage(request: IncomingMessage, path: string): void {
  if (!isPage(path)) return;
  const token = guestTokenOf(path);
  if (token === null) countNetwork({ headers: headersOf(request) });
  else countGuest({ headers: headersOf(request) }, token);
}

function refusePageRequest(request: IncomingMessage, path: string): RoomkeeperError | null {
  if (request.method === "TRACE" || request.method === "TRACK") {
    const allow = ["GET", "HEAD", "POST"];
    return new RoomkeeperError("method_not_allowed", "TRACE is not answered here.", { allow });
  }
  if (request.headers["next-action"] !== undefined) {
    // No page has a server action. Next would write a line of the log for each request that names one.
    return new RoomkeeperError("not_found", "There is no server action here.");
  }
  const refusal = refuseByRoute(path, request.method ?? "");
  if (refusal) return refusal;
  try {
    if (path.startsWith("/") && decodeURIComponent(path) !== "") return null;
  } catch {
    return new RoomkeeperError("invalid_request", "The address holds bad percent-encoding.");
  }
  return new RoomkeeperError("invalid_request", "The address does not begin with a path.");
}

/** Replies with a page of one sentence to browsers and with a problem document to other callers. */
function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  error: RoomkeeperError,
): void {
  const { headers, retryAfterSeconds } = error.details;
  const isForPeople =
    isPage(request.url ?? "") && /\btext\/html\b/.test(request.headers.accept ?? "");
  if (!isForPeople || error.code === "method_not_allowed") {
    sendProblem(response, error);
    return;
  }
  response.writeHead(statusOf(error.code), {
    ...headers,
    "cache-control": "no-store",
    "content-security-policy": PLAIN_POLICY,
    "content-type": "text/html; charset=utf-8",
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
  });
  const page = retryAfterSeconds === undefined ? NOTHING_HERE : tryAgain(error.message);
  response.end(request.method === "HEAD" ? undefined : plainPage(page));
}

/** For an address that cannot be decoded, and so can be no page. */
const NOTHING_HERE = {
  title: "There is nothing here",
  sentence: "The address may be mistyped: it cannot be read.",
  link: { href: "/", label: "Go to the first page" },
};

function tryAgain(sentence: string) {
  // The link opens the same address again; posted data is not sent again.
  return { title: "In a moment", sentence, link: { href: "", label: "Try again" } };
}

function sendProblem(
  response: ServerResponse,
  error: RoomkeeperError,
  requestId = newId("rq"),
): void {
  const parts = partsOf(problemResponse(error, requestId, error.details.headers));
  response.setHeader("content-security-policy", BARE_POLICY);
  response.writeHead(parts?.status ?? 500, parts?.headers);
  response.end(parts?.text ?? undefined);
}
