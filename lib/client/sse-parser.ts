import { createParser } from "eventsource-parser";
import { LIMITS } from "@/lib/core/limits";

/** One event of a stream. */
export interface StreamEvent {
  id: string;
  type: string;
  data: string;
}

/**
 * Parses server-sent events from text that arrives in pieces of any size
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). `push` throws once a line or an event is
 * longer than `LIMITS.streamEventUnitsMax`, longer than anything that Roomkeeper sends.
 */
export function createSseParser(
  onEvent: (event: StreamEvent) => void,
  onComment: (text: string) => void = () => {},
) {
  let lastId = "";
  let isFirst = true;
  let endedInReturn = false;
  let tooLong: Error | undefined;
  const parser = createParser({
    maxBufferSize: LIMITS.streamEventUnitsMax,
    onEvent({ id, event, data }) {
      lastId = id ?? lastId;
      onEvent({ id: lastId, type: event ?? "message", data });
    },
    onComment,
    onError(error) {
      if (error.type !== "max-buffer-size-exceeded") return;
      tooLong = new Error("The stream contains a line or an event that is too long.");
    },
  });

  /** Changes all line ends to LF, because the parser is slow with mixed line ends. */
  function withLineFeeds(text: string): string {
    const begins = endedInReturn && text.startsWith("\n") ? text.slice(1) : text;
    endedInReturn = text.endsWith("\r");
    return begins.includes("\r") ? begins.replace(/\r\n?/g, "\n") : begins;
  }

  return {
    push(text: string): void {
      if (text === "") return;
      const begins = isFirst ? text.replace(/^\ufeff/, "") : text;
      isFirst = false;
      if (begins !== "" && !tooLong) parser.feed(withLineFeeds(begins));
      if (tooLong) throw tooLong;
    },
  };
}
