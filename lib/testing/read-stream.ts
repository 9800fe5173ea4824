import { createSseParser } from "@/lib/client/sse-parser";

/** One server-sent event as it was received. */
export interface SentEvent {
  id: string;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any reply
  data: any;
}

/** Reads an event stream until it ends, is aborted or fails. Yields each event, and comments as events without a name. */
export async function* readStream(
  url: string,
  options: { token: string; lastEventId?: string; signal?: AbortSignal },
): AsyncGenerator<SentEvent> {
  const response = await fetch(url, {
    headers: {
      accept: "text/event-stream",
      authorization: `Bearer ${options.token}`,
      ...(options.lastEventId === undefined ? {} : { "last-event-id": options.lastEventId }),
    },
    signal: options.signal,
  });
  if (response.status !== 200) throw new Error(`The stream answered ${response.status}.`);
  const waiting: SentEvent[] = [];
  const parser = createSseParser(
    ({ id, type, data }) => waiting.push({ id, event: type, data: JSON.parse(data) }),
    () => waiting.push({ id: "", event: "", data: null }),
  );
  const decoder = new TextDecoder();
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    parser.push(decoder.decode(chunk, { stream: true }));
    yield* waiting.splice(0);
  }
}
