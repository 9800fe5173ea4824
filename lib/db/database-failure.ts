import { RoomkeeperError } from "@/lib/core/errors";
import { randomFraction } from "@/lib/core/random-fraction";

/** What a database failure means for the caller. */
export type DatabaseFailure = "retry" | "busy" | "disk_full" | "unavailable" | "bad_value" | null;

const RETRY = new Set(["40001", "40P01", "23505", "P2034"]);
const UNAVAILABLE_CLASSES = new Set(["08", "53", "57", "58"]);
/** Codes for data that does not fit its type, and for text that is too long for an index. */
const BAD_VALUE_CLASSES = new Set(["22", "54"]);
const BAD_VALUE = new Set(["P2000", "P2006", "P2007", "P2020", "P2023", "P2033"]);
const UNAVAILABLE = new Set([
  "25006",
  "25P03",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
const UNAVAILABLE_TEXT = [
  "timeout exceeded when trying to connect",
  "timeout expired",
  "Connection terminated",
  "Client has encountered a connection error",
  "Cannot use a pool after calling end",
  "Query read timeout",
];

/**
 * Classifies a failure of the database: `retry` for a conflict that a retry may solve, `busy` for a lock that another transaction holds,
 * `disk_full` for a disk without room, `unavailable` for a database that does not answer, is overloaded or read-only, `bad_value` for a value that it cannot store; null for
 * everything else. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html and
 * https://www.prisma.io/docs/orm/reference/error-reference
 */
export function classifyDatabaseFailure(error: unknown): DatabaseFailure {
  for (const link of chainOf(error)) {
    const code = codeOf(link);
    if (RETRY.has(code) || /TransactionWriteConflict/.test(link.message ?? "")) return "retry";
    const sqlClass = /^[0-9A-Z]{5}$/.test(code) ? code.slice(0, 2) : "";
    if (BAD_VALUE.has(code) || BAD_VALUE_CLASSES.has(sqlClass)) return "bad_value";
    if (code === "53100") return "disk_full";
    // The wait for a row or another lock took too long.
    if (code === "55P03") return "busy";
    if (UNAVAILABLE.has(code) || UNAVAILABLE_CLASSES.has(sqlClass)) return "unavailable";
    if (UNAVAILABLE_TEXT.some((text) => link.message?.includes(text))) return "unavailable";
  }
  return null;
}

/**
 * Turns anything that was thrown into a RoomkeeperError, for the API, the dashboard's forms and the pages. The error does not contain
 * the database's own message.
 */
export function asRoomkeeperError(error: unknown): RoomkeeperError {
  const known = chainOf(error).find((link) => link instanceof RoomkeeperError);
  if (known) return known;
  switch (classifyDatabaseFailure(error)) {
    case "retry":
      return new RoomkeeperError(
        "unavailable",
        "Too many writes arrived at once. Try again in a moment.",
        { retryAfterSeconds: 1 },
        error,
      );
    case "busy":
      return new RoomkeeperError(
        "overloaded",
        "Another write is changing the same data. Try again in a moment.",
        { retryAfterSeconds: 1 },
        error,
      );
    case "disk_full":
      return new RoomkeeperError(
        "disk_full",
        "The disk of the database is full. Nothing of this request was stored. Try again when there is room.",
        { retryAfterSeconds: 60 },
        error,
      );
    case "unavailable":
      return new RoomkeeperError(
        "unavailable",
        isTooSlow(error)
          ? "The database took too long. Try again in a moment."
          : "The database does not answer. Try again in a moment.",
        { retryAfterSeconds: 2 },
        error,
      );
    case "bad_value":
      return new RoomkeeperError(
        "invalid_request",
        "The request contains a value that cannot be stored.",
        {},
        error,
      );
    default:
      return new RoomkeeperError("internal", "Something went wrong here.", {}, error);
  }
}

interface Link {
  code?: unknown;
  message?: string;
  cause?: unknown;
  originalCode?: unknown;
  meta?: { code?: unknown; driverAdapterError?: unknown };
  errors?: unknown[];
}

function codeOf(link: Link): string {
  if (link.code === "P2010" && typeof link.meta?.code === "string") return link.meta.code;
  if (typeof link.originalCode === "string") return link.originalCode;
  return typeof link.code === "string" ? link.code : "";
}

/** Whether a statement was cancelled because it took too long. */
function isTooSlow(error: unknown): boolean {
  return chainOf(error).some((link) => codeOf(link) === "57014");
}

/** The error and the errors that it wraps, at most five levels. */
function chainOf(error: unknown): Link[] {
  const chain: Link[] = [];
  let next: unknown = error;
  while (typeof next === "object" && next !== null && chain.length < 5) {
    const link = next as Link;
    chain.push(link);
    next = link.cause ?? link.meta?.driverAdapterError ?? link.errors?.[0];
  }
  return chain;
}

const TRIES_MAX = 6;

/**
 * Runs a transaction or statement, and runs it again after a conflict: at most six attempts, with exponential backoff and jitter from 5
 * ms.
 */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries >= TRIES_MAX || classifyDatabaseFailure(error) !== "retry") throw error;
      const waitMs = 5 * 2 ** (tries - 1) * (0.5 + randomFraction());
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
