/** One event of a stream. */
export interface StreamEvent {
  id: string;
  type: string;
  data: string;
}

/**
 * Reads server-sent events out of text that comes in any pieces: lines end with CR, LF or both, a byte order mark is passed over,
 * several data lines make one text, comments and unknown fields mean nothing but that somebody is there.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseParser(onEvent: (event: StreamEvent) => void) {
  let rest = "";
  let isFirst = true;
  let id = "";
  let type = "";
  let data: string[] = [];

  function line(text: string): void {
    if (text === "") {
      if (data.length > 0) onEvent({ id, type: type || "message", data: data.join("\n") });
      type = "";
      data = [];
      return;
    }
    const colon = text.indexOf(":");
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") type = value;
    else if (field === "id" && !value.includes("\0")) id = value;
  }

  return {
    push(text: string): void {
      rest += text;
      if (isFirst && rest.length > 0) {
        rest = rest.replace(/^\ufeff/, "");
        isFirst = false;
      }
      for (;;) {
        const end = /\r\n|\n|\r/.exec(rest);
        // A CR at the very end may be the first half of a CRLF that is still on its way.
        if (!end || (end[0] === "\r" && end.index === rest.length - 1)) return;
        line(rest.slice(0, end.index));
        rest = rest.slice(end.index + end[0].length);
      }
    },
  };
}
