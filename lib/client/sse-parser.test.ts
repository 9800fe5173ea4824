import fc from "fast-check";
import { expect, test } from "vitest";
import { createSseParser, type StreamEvent } from "./sse-parser";

function read(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createSseParser((event) => events.push(event));
  for (const piece of pieces) parser.push(piece);
  return events;
}

const event = (data: string, type = "message", id = ""): StreamEvent => ({ id, type, data });

test.each<[string, string, StreamEvent[]]>([
  ["one event", "id: 7\nevent: room.deleted\ndata: x\n\n", [event("x", "room.deleted", "7")]],
  ["CRLF", "id: 7\r\ndata: x\r\n\r\n", [event("x", "message", "7")]],
  ["CR", "data: x\r\rdata: y\r\r\n", [event("x"), event("y")]],
  ["a byte order mark", "\ufeffdata: x\n\n", [event("x")]],
  ["several data lines", "data: a\ndata:b\ndata\n\n", [event("a\nb\n")]],
  ["only one space goes", "data:  x\n\n", [event(" x")]],
  ["a colon in the data", "data: a:b\n\n", [event("a:b")]],
  ["comments and unknown fields", ": still here\n\nretry: 5\nfoo: bar\ndata: x\n\n", [event("x")]],
  ["no data, no event", "event: x\nid: 3\n\ndata: y\n\n", [event("y", "message", "3")]],
  [
    "the id stays",
    "id: 1\ndata: a\n\ndata: b\n\n",
    [event("a", "message", "1"), event("b", "message", "1")],
  ],
  ["an id with a NUL is none", "id: 1\0\ndata: a\n\n", [event("a")]],
  ["what is not finished is not told", "data: x\n", []],
])("%s", (_, text, events) => {
  expect(read(text)).toEqual(events);
});

test("however the text is cut, the events are the same", () => {
  const text =
    "\ufeffid: 1\r\nevent: a\r\ndata: x\r\n\r\n: beat\n\ndata: y\rdata: z\r\rid: 2\ndata: ü🍿\n\n\n";
  const whole = read(text);
  expect(whole).toHaveLength(3);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
      expect(read(...pieces)).toEqual(whole);
    }),
  );
});
