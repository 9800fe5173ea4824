import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { type LiveMessage, liveHubOf } from "@/lib/live/live-hub";
import { liveStreams } from "@/lib/live/live-streams";
import { getServices } from "@/lib/runtime/services";
import { problemResponse } from "@/lib/web/api/problem";
import { countNetwork, countPerson } from "@/lib/web/api/rate-limits";
import { requireAccess } from "@/lib/web/forms/handle-form";
import { type Viewer, viewerOf } from "./viewer";

const encoder = new TextEncoder();

/**
 * Streams server-sent events that say which rooms of the signed-in person changed (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * Pages read themselves again; nothing that is in a room goes through the stream. It ends within seconds after the session, the role or the
 * server does. A browser that does not read is disconnected; it reads everything again when it is back.
 */
export async function answerLive(request: Request): Promise<Response> {
  const requestId = newId("rq");
  try {
    if (request.headers.get("sec-fetch-site") === "cross-site") {
      throw new RoomkeeperError("foreign_origin", "Another site's page asked for this stream.");
    }
    countNetwork(request);
    const viewer = await viewerOf(request.headers.get("cookie"));
    countPerson(viewer);
    requireAccess(viewer, "members");
    const headers = {
      "cache-control": "no-store, no-transform",
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
      "x-request-id": requestId,
    };
    if (request.method === "HEAD") return new Response(null, { headers });
    return new Response(await liveStream(viewer as Viewer, request), { headers });
  } catch (error) {
    const refusal = asRoomkeeperError(error);
    const reply = problemResponse(refusal, requestId);
    const { headers = {} } = refusal.details;
    for (const [name, value] of Object.entries(headers)) reply.headers.set(name, value);
    return reply;
  }
}

/** The stream of one browser. Rejects if too many are open. */
async function liveStream(viewer: Viewer, request: Request): Promise<ReadableStream<Uint8Array>> {
  const { pool, events } = getServices();
  const free = liveStreams.count(viewer.id);
  let leave = () => {};
  let isOver = false;
  const over = () => {
    isOver = true;
    free();
    leave();
  };
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const close = () => {
    if (isOver) return;
    over();
    controller.close();
    // The hub has this function, and with it the request: Node does not abort the signal of a request that was garbage collected.
    request.signal.removeEventListener("abort", close);
  };
  request.signal.addEventListener("abort", close);
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      cancel: over,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: LIMITS.eventStreamBytesMax }),
  );
  try {
    leave = await liveHubOf(pool, events).listen({
      sessionId: viewer.sessionId,
      actor: viewer.actor,
      onMessage(message) {
        if (isOver) return;
        if ((controller.desiredSize ?? 0) > 0) {
          controller.enqueue(encoder.encode(frameOf(message)));
          return;
        }
        over();
        controller.error(new Error("The browser reads nothing."));
      },
      onEnd: close,
    });
  } catch (error) {
    over();
    throw error;
  }
  // It was closed, or the browser left, while the feed was starting.
  if (request.signal.aborted) close();
  if (isOver) leave();
  return body;
}

/** A browser's EventSource passes on no comments and no events without data, and pages must notice a dead connection: beats are events. */
function frameOf(message: LiveMessage): string {
  switch (message.kind) {
    case "opened":
      return `retry: 2000\nid: ${message.id}\nevent: opened\ndata: {}\n\n`;
    case "changed":
      return `id: ${message.id}\nevent: changed\ndata: ${JSON.stringify(message.changes)}\n\n`;
    case "beat":
      return "event: beat\ndata: {}\n\n";
  }
}
