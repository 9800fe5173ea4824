import type { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { eventCursorSchema, type eventQuerySchema } from "@/lib/events/event-schema";
import { streamEvents } from "@/lib/events/stream-events";
import type { Context } from "@/lib/runtime/context";
import type { ApiReply } from "./api-reply";
import { eventStream } from "./event-stream";
import { tokenOf } from "./token-of";

/** The stream for a caller that accepts one; null for a poll. `Last-Event-ID` counts before `after`. */
export async function eventsReply(
  ctx: Context,
  request: Request,
  query: z.infer<typeof eventQuerySchema>,
): Promise<ApiReply<never> | null> {
  const accepted = request.headers.get("accept") ?? "";
  if (!/(?:^|,)\s*text\/event-stream\s*(?:;|,|$)/i.test(accepted)) return null;
  const gone = new AbortController();
  request.signal.addEventListener("abort", () => gone.abort());
  const parts = await streamEvents(ctx, {
    after: lastEventId(request.headers) ?? query.after,
    types: query.types,
    signal: gone.signal,
    checkToken: () => tokenOf(request),
  });
  return {
    stream: eventStream(parts, () => gone.abort()),
    headers: {
      "cache-control": "no-store, no-transform",
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
    },
  };
}

function lastEventId(headers: Headers): string | undefined {
  const given = headers.get("last-event-id");
  if (given === null || given === "") return undefined;
  const id = eventCursorSchema.safeParse(given);
  if (id.success) return id.data;
  const message = "must be the id of an event";
  throw new RoomkeeperError("invalid_request", `Last-Event-ID ${message}.`, {
    fields: [{ pointer: "/Last-Event-ID", message }],
  });
}
