import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";
import { createSseParser, type StreamEvent } from "./sse-parser";

function read(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createSseParser((event) => events.push(event));
  for (const piece of pieces) parser.push(piece);
  return events;
}

function piecesOf(text: string, units: number): string[] {
  const count = Math.ceil(text.length / units);
  return Array.from({ length: count }, (_, at) => text.slice(at * units, (at + 1) * units));
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
  ["without data there is no event", "event: x\nid: 3\n\ndata: y\n\n", [event("y")]],
  [
    "the id stays",
    "id: 1\ndata: a\n\ndata: b\n\n",
    [event("a", "message", "1"), event("b", "message", "1")],
  ],
  ["an id with a NUL is ignored", "id: 1\0\ndata: a\n\n", [event("a")]],
  ["an incomplete event is not reported", "data: x\n", []],
])("%s", (_, text, events) => {
  expect(read(text)).toEqual(events);
});

test("the events are the same wherever the text is cut", () => {
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

test.each<[string, string]>([
  ["a line without an end", "x"],
  ["an event without an end", "data: x\n"],
])("%s is refused as soon as it is too long, and is cheap until then", async (_, piece) => {
  const endless = piece.repeat(Math.ceil(LIMITS.streamEventUnitsMax / piece.length) * 8);
  expect(() => read(endless)).toThrow("too long");
  expect(() => read(...piecesOf(endless, 65_536))).toThrow("too long");
});

test.each<[string, string]>([
  ["one long line", "x"],
  ["empty lines", "\n"],
  ["returns", "\r"],
  ["line feeds before a return", "a\n"],
  ["comments", ": beat\n\n"],
  ["small events", "id: 1\ndata: {}\n\n"],
])("%s cost in proportion to their size", async (_, piece) => {
  await requireProportionalCost({
    smallest: 10_000,
    make: (size) => piecesOf(`${piece.repeat(size / piece.length)}\r\n`, 16_384),
    run: (pieces) => read(...pieces),
  });
});
