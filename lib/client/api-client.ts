import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from "cockatiel";
import { type ErrorCode, type FieldProblem, STATUS_OF_CODE } from "@/lib/core/errors";
import { randomFraction } from "@/lib/core/ids";
import { jsonText } from "@/lib/core/json-text";
import { StorageError } from "@/lib/core/storage-error";

export interface ApiClientOptions {
  /** Where Roomkeeper answers, such as `http://localhost:3000`; a path in front of `/api/v1` is kept. */
  url: string;
  token: string;
  /** How long one attempt may take; 15,000 unless given. */
  timeoutMs?: number;
  /** Attempts of a read in all, the first included; 6 unless given. */
  attemptsMax?: number;
  /** Ends everything that is under way, and all waiting. */
  signal?: AbortSignal;
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

export interface ApiCall {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Below `/api/v1`. */
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON; or `text`, which is JSON already. */
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
  /** Infinity tries until it is answered or ended. */
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

/** Statuses of servers and proxies that did not get to the request, or cannot say whether they did. */
const AGAIN = new Set([429, 502, 503, 504]);

/** A failure of the network or of whatever stands in between; says nothing of what became of the request. */
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
 * Makes calls to the API: a time limit for each attempt, and further attempts with full jitter and doubling delays where the
 * network or the server was not ready (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). After five
 * failures in a row a circuit breaker lets nothing through for a while, so that a server that comes back is not run down.
 * Every failure is a StorageError with the code that the problem document names. What must not happen twice bears an
 * Idempotency-Key, so that every call may be made again.
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

  /** One attempt, read to its end. Throws Unanswered where another may do better. */
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

  /** The answer to a call that was carried out. cockatiel's own retry does not end its wait when a signal is aborted. */
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

/** How long to wait before the next of several attempts, in milliseconds: full jitter, doubling. */
export function backoffMs(tries: number): number {
  return randomFraction() * Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** Math.min(tries, 10));
}

/** Waits, unless one of the signals is aborted meanwhile. */
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

/** The error that a refusal stands for: a problem document (RFC 9457), or whatever a proxy in between has to say. */
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
