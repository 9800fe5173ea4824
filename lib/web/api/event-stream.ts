import { LIMITS } from "@/lib/core/limits";
import type { StreamPart } from "@/lib/events/stream-events";

const encoder = new TextEncoder();

/**
 * Parts as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). The next part is read when the consumer is
 * ready. A consumer that reads nothing for a minute is disconnected; it can resume with Last-Event-ID.
 */
export function eventStream(
  parts: AsyncGenerator<StreamPart, void>,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let stalled: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(stalled);
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode("retry: 1000\n\n"));
      },
      async pull(controller) {
        clearTimeout(stalled);
        try {
          const { value, done } = await parts.next();
          if (done) {
            end();
            controller.close();
            return;
          }
          controller.enqueue(encoder.encode(frameOf(value)));
        } catch {
          // The token was revoked or the database is unavailable. The consumer gets the reason when it reconnects.
          end();
          controller.close();
          return;
        }
        if ((controller.desiredSize ?? 0) > 0) return;
        stalled = setTimeout(() => {
          end();
          controller.error(new Error("The consumer reads nothing."));
        }, LIMITS.eventStallMs);
        stalled.unref();
      },
      async cancel() {
        end();
        await parts.return();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: LIMITS.eventStreamBytesMax }),
  );
}

function frameOf(part: StreamPart): string {
  switch (part.kind) {
    case "opened": {
      const data = JSON.stringify({ missed: part.missed });
      return `id: ${part.id}\nevent: stream.opened\ndata: ${data}\n\n`;
    }
    case "event":
      return `id: ${part.id}\nevent: ${part.type}\ndata: ${part.json}\n\n`;
    case "beat":
      return ": still here\n\n";
  }
}
