/** One server-sent event as it came. */
export interface SentEvent {
  id: string;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came
  data: any;
}

/** Reads an event stream until it ends, is aborted or breaks; gives each event, and comments as events without a name. */
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
  let text = "";
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const frame = text.slice(0, end);
      text = text.slice(end + 2);
      yield eventIn(frame);
    }
  }
}

function eventIn(frame: string): SentEvent {
  const sent: SentEvent = { id: "", event: "", data: null };
  for (const line of frame.split("\n")) {
    const [, field, value = ""] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
    if (field === "id") sent.id = value;
    if (field === "event") sent.event = value;
    if (field === "data") sent.data = JSON.parse(value);
  }
  return sent;
}
