import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from "cockatiel";
import { type ErrorCode, type FieldProblem, STATUS_OF_CODE } from "@/lib/core/errors";
import { jsonText } from "@/lib/core/json-text";
import { randomFraction } from "@/lib/core/random-fraction";
import { StorageError } from "@/lib/core/storage-error";

export interface ApiClientOptions {
  /** The address of Roomkeeper, such as `http://localhost:3000`. It may have a path before `/api/v1`. */
  url: string;
  token: string;
  /** The time limit of one attempt; 15,000 by default. */
  timeoutMs?: number;
  /** The maximum number of attempts of a read; 6 by default. */
  attemptsMax?: number;
  /** Ends all requests and all waiting. */
  signal?: AbortSignal;
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

export interface ApiCall {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** The path after `/api/v1`. */
  path: string;
  query?: Record<string, string>;
  /** The body, which is sent as JSON. Alternatively `text`, which is JSON already. */
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
  /** With Infinity, the call is repeated until there is a reply or a signal is aborted. */
  attemptsMax?: number;
  signal?: AbortSignal;
}

export interface ApiAnswer {
  status: number;
  body: unknown;
}

const DELAY_FIRST_MS = 200;
const DELAY_MAX_MS = 10_000;
const TIMEOUT_MS = 15_000;
const FAILURES_MAX = 5;

/** Statuses with which a server or proxy did not process the request, or does not know whether it was processed. */
const AGAIN = new Set([429, 502, 503, 504, 507]);

/** A failure of the network, a proxy or the server after which it is unknown whether the request was processed. */
class Unanswered extends Error {
  constructor(
    cause: unknown,
    readonly waitMs = 0,
    readonly refusal?: StorageError,
  ) {
    super("Roomkeeper did not answer.", { cause });
  }
}

/**
 * Makes calls to the API. Each attempt has a time limit, and if the network or the server is not ready, the call is repeated with
 * exponential backoff and full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). After five failures in
 * a row, a circuit breaker stops all requests for a while, so that a server that restarts is not overloaded. Every failure is a
 * StorageError with the code of the problem document. Calls that must not be processed twice have an Idempotency-Key, so that every call
 * can be repeated.
 */
export function createApiClient(options: ApiClientOptions) {
  const { token, timeoutMs = TIMEOUT_MS, signal: ending } = options;
  const send = options.fetch ?? ((address, init) => fetch(address, init));
  const base = options.url.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof Unanswered && error.waitMs === 0),
    {
      breaker: new ConsecutiveBreaker(FAILURES_MAX),
      halfOpenAfter: new ExponentialBackoff({ initialDelay: 500, maxDelay: DELAY_MAX_MS }),
    },
  );

  function request(call: ApiCall, signal: AbortSignal): Promise<Response> {
    const { method, path, query = {}, body } = call;
    const parameters = Object.entries(query).map(
      ([key, value]) => `${key}=${encodeURIComponent(value)}`,
    );
    const text = call.text ?? (body === undefined ? undefined : jsonText(body));
    return send(`${base}/api/v1${path}${parameters.length > 0 ? "?" : ""}${parameters.join("&")}`, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        ...(text === undefined ? {} : { "content-type": "application/json" }),
        ...call.headers,
      },
      body: text,
      redirect: "error",
      signal,
    });
  }

  /** Makes one attempt and reads the whole reply. Throws Unanswered if another attempt may succeed. */
  async function attempt(call: ApiCall): Promise<ApiAnswer> {
    const ends = [AbortSignal.timeout(timeoutMs), ending, call.signal].filter((one) => !!one);
    let response: Response;
    let text: string;
    try {
      response = await request(call, AbortSignal.any(ends));
      text = await response.text();
    } catch (error) {
      throw new Unanswered(error);
    }
    if (!response.ok) {
      const refusal = problemError(response.status, text);
      if (!AGAIN.has(response.status)) throw refusal;
      const seconds = Number(response.headers.get("retry-after") ?? 0) || 0;
      throw new Unanswered(refusal, seconds * 1000, refusal);
    }
    return { status: response.status, body: text ? parseReply(text) : null };
  }

  /** Makes a call with all its attempts. It does not use cockatiel's retry, whose waiting does not end when a signal is aborted. */
  async function call(given: ApiCall): Promise<ApiAnswer> {
    const most = given.attemptsMax ?? options.attemptsMax ?? 6;
    const isEnded = () => ending?.aborted === true || given.signal?.aborted === true;
    for (let tries = 1; ; tries += 1) {
      let waitMs = 0;
      try {
        return await breaker.execute(() => attempt(given));
      } catch (error) {
        const isUnanswered = error instanceof Unanswered;
        if (!isUnanswered && !(error instanceof BrokenCircuitError)) throw error;
        if (tries >= most || isEnded()) {
          const said = isUnanswered ? error.refusal : undefined;
          throw said ?? new StorageError(`Roomkeeper at ${base} cannot be reached.`, error);
        }
        waitMs = isUnanswered ? error.waitMs : 0;
      }
      await delay(Math.min(Math.max(waitMs, backoffMs(tries)), DELAY_MAX_MS), ending, given.signal);
    }
  }

  return { call, request };
}

export type ApiClient = ReturnType<typeof createApiClient>;

/** How long to wait before the next attempt, in milliseconds: exponential backoff with full jitter. */
export function backoffMs(tries: number): number {
  return randomFraction() * Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** Math.min(tries, 10));
}

/** Waits for the given time or until one of the signals is aborted. */
export function delay(ms: number, ...signals: (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const signal of signals) signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    for (const signal of signals) signal?.addEventListener("abort", done);
    if (signals.some((signal) => signal?.aborted)) done();
  });
}

function parseReply(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unanswered(error);
  }
}

interface ProblemDocument {
  code?: string;
  detail?: string;
  reason?: string;
  requestId?: string;
  errors?: FieldProblem[];
}

/** The error for a refusal: from a problem document (RFC 9457) or, for a reply of a proxy, from the status. */
export function problemError(status: number, given: string | ProblemDocument): StorageError {
  let problem: ProblemDocument = {};
  try {
    problem =
      typeof given === "string" ? ((JSON.parse(given) as ProblemDocument | null) ?? {}) : given;
  } catch {}
  const known = problem.code !== undefined && Object.hasOwn(STATUS_OF_CODE, problem.code);
  const code = known ? (problem.code as ErrorCode) : codeOf(status);
  return new StorageError(problem.detail ?? `Roomkeeper answered ${status}.`, undefined, code, {
    ...(problem.reason === undefined ? {} : { reason: problem.reason }),
    ...(problem.errors === undefined ? {} : { fields: problem.errors }),
    ...(problem.requestId === undefined ? {} : { requestId: problem.requestId }),
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 502 || status === 504) return "unavailable";
  const found = Object.entries(STATUS_OF_CODE).find(([, own]) => own === status);
  return found ? (found[0] as ErrorCode) : status >= 500 ? "internal" : "invalid_request";
}
