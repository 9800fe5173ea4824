import http from "node:http";
import https from "node:https";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import {
  type ConnectionBounds,
  checkedConnection,
  checkLiteralHost,
} from "@/lib/outbound/checked-connection";
import { failureText, TimeOver } from "@/lib/outbound/failure-text";
import { TargetRefused } from "@/lib/outbound/resolve-host";

export interface Posting extends ConnectionBounds {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** What would allow an address that `reach` refuses, as a sentence; empty if nothing would. */
  wayToAllow?: (address: string) => string;
  /** The time limit for the whole exchange: DNS lookup, connection, request and reply. */
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface Posted {
  /** Null if there was no reply. */
  status: number | null;
  /** One sentence if the attempt failed; null for 2xx. */
  error: string | null;
  /** The beginning of the answer. */
  response: string | null;
  /** Retry-After in seconds, if it was given. */
  retryAfterSeconds: number | undefined;
  tookMs: number;
}

/**
 * Sends one POST to an untrusted receiver, over a checked connection. It follows no redirects, and limits the size of the reply and the
 * time of the whole exchange. Never throws.
 */
export async function postMessage(posting: Posting): Promise<Posted> {
  const startedMs = monotonicMs();
  const url = new URL(posting.url);
  const done = (posted: Partial<Posted>): Posted => ({
    ...{ status: null, error: null, response: null, retryAfterSeconds: undefined },
    ...posted,
    tookMs: Math.round(monotonicMs() - startedMs),
  });
  try {
    await checkLiteralHost(url, posting);
    return done(await exchange(url, posting));
  } catch (error) {
    return done({ error: sentenceOf(error, posting) });
  }
}

type Exchanged = Omit<Posted, "tookMs">;

function exchange(url: URL, posting: Posting): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      ...checkedConnection(posting),
      method: "POST",
      headers: { ...posting.headers, "content-length": Buffer.byteLength(posting.body) },
    });
    const stop = () => request.destroy(new Error("stopped"));
    const alarm = setTimeout(() => request.destroy(new TimeOver()), posting.timeoutMs);
    posting.signal?.addEventListener("abort", stop);
    let isAnswered = false;
    request.on("close", () => {
      // An upgrade, for one, is closed without an error.
      if (!isAnswered) reject(new Error("closed"));
      clearTimeout(alarm);
      posting.signal?.removeEventListener("abort", stop);
    });
    request.on("error", reject);
    request.on("response", (answer) => {
      isAnswered = true;
      request.off("error", reject);
      request.on("error", () => {});
      readAnswer(answer, (answered) => {
        request.destroy();
        resolve(answered);
      });
    });
    request.end(posting.body);
  });
}

/** Reads the reply. The status decides the result, even if the rest of the reply is incomplete or cut off. */
function readAnswer(answer: http.IncomingMessage, done: (answered: Exchanged) => void): void {
  const status = answer.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = () => {
    const text = Buffer.concat(chunks).toString("utf8").replaceAll("\0", "");
    done({
      status,
      error: status >= 200 && status < 300 ? null : `It answered ${status}${meaning(status)}.`,
      response: text.slice(0, LIMITS.webhookReplyKeptUnits).toWellFormed() || null,
      retryAfterSeconds: readRetryAfter(answer.headers["retry-after"], answer.headers.date),
    });
  };
  answer.on("data", (chunk: Buffer) => {
    if (bytes < LIMITS.webhookReplyKeptUnits * 4) chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LIMITS.webhookReplyBytesMax) finish();
  });
  answer.on("end", finish);
  answer.on("error", finish);
  answer.on("close", finish);
}

function meaning(status: number): string {
  if (status >= 300 && status < 400) return ", and redirects are not followed";
  return status === 410 ? ", which means that it wants no more" : "";
}

/** Delay in seconds, or a date (RFC 9110, 10.2.3), measured by the receiver's own clock. */
function readRetryAfter(given: string | undefined, date: string | undefined): number | undefined {
  if (!given) return undefined;
  const seconds = /^\d{1,9}$/.test(given)
    ? Number(given)
    : (Date.parse(given) - Date.parse(date ?? "")) / 1000;
  return seconds > 0 ? Math.min(seconds, LIMITS.webhookRetryAfterSecondsMax) : undefined;
}

function sentenceOf(error: unknown, { timeoutMs, wayToAllow }: Posting): string {
  if (error instanceof TargetRefused) {
    const way = error.address === null ? "" : wayToAllow?.(error.address);
    return [error.message, way].filter(Boolean).join(" ");
  }
  return failureText(error, timeoutMs);
}
