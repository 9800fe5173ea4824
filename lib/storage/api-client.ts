import { type ErrorCode, type FieldProblem, STATUS_OF_CODE } from "@/lib/core/errors";
import { randomFraction } from "@/lib/core/ids";
import { StorageError } from "./match-storage";

export interface ApiClientOptions {
  /** Where Roomkeeper answers, such as `http://localhost:3000`; a path in front of `/api/v1` is kept. */
  url: string;
  token: string;
  /** How long one attempt may take. */
  timeoutMs?: number;
  /** Attempts in all, the first included. */
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
  body?: unknown;
  /** False for what must not happen twice: it is tried again only where the server said that it did not happen. */
  repeatable?: boolean;
}

const DELAY_FIRST_MS = 200;
const DELAY_MAX_MS = 10_000;

/** Statuses of servers and proxies that did not get to the request. */
const REFUSED_FOR_NOW = new Set([429, 503]);
const MAYBE_DONE = new Set([502, 504]);

/**
 * Makes calls to the API: a time limit for each attempt, and further attempts with full jitter and doubling delays where the
 * network or the server was not ready (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * Every failure is a StorageError with the code that the problem document names.
 */
export function createApiClient(options: ApiClientOptions) {
  const { token, timeoutMs = 15_000, attemptsMax = 6, signal } = options;
  const send = options.fetch ?? ((address, init) => fetch(address, init));
  const base = options.url.replace(/\/+$/, "").replace(/\/api\/v1$/, "");

  async function attempt({ method, path, query = {}, body }: ApiCall): Promise<Response> {
    const parameters = Object.entries(query).map(
      ([key, value]) => `${key}=${encodeURIComponent(value)}`,
    );
    const address = `${base}/api/v1${path}${parameters.length > 0 ? "?" : ""}${parameters.join("&")}`;
    const limit = AbortSignal.timeout(timeoutMs);
    return send(address, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "error",
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
  }

  /** The reply of a call that was carried out, read to its end. */
  async function call(given: ApiCall): Promise<{ status: number; body: unknown }> {
    const { repeatable = true } = given;
    for (let tries = 1; ; tries += 1) {
      const last = tries >= attemptsMax || signal?.aborted === true;
      let waitMs = 0;
      try {
        const response = await attempt(given);
        const text = await response.text();
        if (response.ok) return { status: response.status, body: text ? JSON.parse(text) : null };
        const again =
          REFUSED_FOR_NOW.has(response.status) || (repeatable && MAYBE_DONE.has(response.status));
        if (last || !again) throw problemError(response.status, text);
        waitMs = Number(response.headers.get("retry-after") ?? 0) * 1000 || 0;
      } catch (error) {
        if (error instanceof StorageError) throw error;
        if (last || !repeatable || signal?.aborted) {
          throw new StorageError(`Roomkeeper at ${base} cannot be reached.`, error);
        }
      }
      await delay(Math.min(Math.max(waitMs, backoffMs(tries)), DELAY_MAX_MS), signal);
    }
  }

  return { call };
}

export type ApiClient = ReturnType<typeof createApiClient>;

function backoffMs(tries: number): number {
  return randomFraction() * Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** tries);
}

function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}

/** The error that a reply stands for: a problem document (RFC 9457), or whatever a proxy in between has to say. */
function problemError(status: number, text: string): StorageError {
  let problem: { code?: string; detail?: string; reason?: string; errors?: FieldProblem[] } = {};
  try {
    problem = (JSON.parse(text) as typeof problem | null) ?? {};
  } catch {}
  const known = problem.code !== undefined && Object.hasOwn(STATUS_OF_CODE, problem.code);
  const code = known ? (problem.code as ErrorCode) : codeOf(status);
  return new StorageError(problem.detail ?? `Roomkeeper answered ${status}.`, undefined, code, {
    ...(problem.reason === undefined ? {} : { reason: problem.reason }),
    ...(problem.errors === undefined ? {} : { fields: problem.errors }),
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 502 || status === 504) return "unavailable";
  const found = Object.entries(STATUS_OF_CODE).find(([, own]) => own === status);
  return found ? (found[0] as ErrorCode) : status >= 500 ? "internal" : "invalid_request";
}
