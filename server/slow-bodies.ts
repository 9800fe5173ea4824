import type { IncomingMessage, ServerResponse } from "node:http";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";

export interface SlowBodyBounds {
  /** In the first period of this length a body may be as slow as it likes; in each further period enough bytes must arrive. */
  periodMs: number;
  bytesPerSecondMin: number;
  /** How often bodies are checked. */
  lookMs: number;
}

interface ComingBody {
  request: IncomingMessage;
  response: ServerResponse;
  /** When the period started, and how many bytes the connection had received by then. */
  sinceMs: number;
  bytesBefore: number;
}

/**
 * Gives a body as much time as its size needs, and ends a request whose body arrives so slowly that it only blocks the connection
 * (https://en.wikipedia.org/wiki/Slowloris_(cyber_attack)): with 408, or by closing the connection if the reply has started. Time in
 * which the server itself does not read does not count.
 */
export function watchBodies(bounds: SlowBodyBounds = DEFAULTS) {
  const coming = new Set<ComingBody>();
  const timer = setInterval(() => {
    for (const body of coming) lookAfter(body, bounds);
  }, bounds.lookMs);
  timer.unref();

  return {
    watch(request: IncomingMessage, response: ServerResponse): void {
      const { headers, socket } = request;
      if (!headers["content-length"] && !headers["transfer-encoding"]) return;
      const sinceMs = monotonicMs();
      const body = { request, response, sinceMs, bytesBefore: socket.bytesRead };
      coming.add(body);
      const done = () => coming.delete(body);
      request.once("end", done).once("close", done);
    },
    stop: () => clearInterval(timer),
  };
}

const DEFAULTS: SlowBodyBounds = {
  periodMs: LIMITS.slowBodyMs,
  bytesPerSecondMin: LIMITS.slowBodyBytesPerSecondMin,
  lookMs: LIMITS.slowBodyLookMs,
};

function lookAfter(body: ComingBody, { periodMs, bytesPerSecondMin }: SlowBodyBounds): void {
  const { request, response } = body;
  const now = monotonicMs();
  const elapsedMs = now - body.sinceMs;
  const isOurTurn = request.readableLength > 0;
  if (elapsedMs < periodMs && !isOurTurn) return;
  const came = request.socket.bytesRead - body.bytesBefore;
  if (isOurTurn || came >= (elapsedMs / 1000) * bytesPerSecondMin) {
    body.sinceMs = now;
    body.bytesBefore = request.socket.bytesRead;
    return;
  }
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  // Written to the socket, because the handler that waits for the body may still write to the response.
  const message = `The body arrived too slowly: at least ${bytesPerSecondMin} bytes a second are needed.\n`;
  const head = [
    "HTTP/1.1 408 Request Timeout",
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(message)}`,
  ].join("\r\n");
  request.socket.end(`${head}\r\n\r\n${message}`, () => request.socket.destroy());
}
