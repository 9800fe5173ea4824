import type { IncomingMessage, ServerResponse } from "node:http";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";

export interface SlowBodyBounds {
  /** A body may take this long whatever it brings, and must bring enough in each further period of this length. */
  periodMs: number;
  bytesPerSecondMin: number;
  /** How often it is looked after. */
  lookMs: number;
}

interface ComingBody {
  request: IncomingMessage;
  response: ServerResponse;
  /** When the period began, and what the connection had brought by then. */
  sinceMs: number;
  bytesBefore: number;
}

/**
 * Gives a body the time that its size needs, and ends one that comes too slowly to be anything but a hold on the connection
 * (https://en.wikipedia.org/wiki/Slowloris_(cyber_attack)): 408, or the end of the connection where an answer has begun. Time in
 * which we ourselves do not read is not the sender's.
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
  // Past the response, which whoever waits for the body may still want to write to.
  const words = `The body came too slowly: at least ${bytesPerSecondMin} bytes a second are needed.\n`;
  const head = [
    "HTTP/1.1 408 Request Timeout",
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(words)}`,
  ].join("\r\n");
  request.socket.end(`${head}\r\n\r\n${words}`, () => request.socket.destroy());
}
