import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, timeCursorKey } from "./cursor";

const anyKey = z.array(z.union([z.string(), z.number(), z.null()]));

test("a cursor keeps its key, also with unusual text", () => {
  const key = ["family/kids 👨‍👩‍👧", 17, null, "a,b\nc"];
  expect(decodeCursor("rooms/name", encodeCursor("rooms/name", key), anyKey)).toEqual(key);
});

test.each([
  ["empty", ""],
  ["no sum", "WyJhIl0"],
  ["another sum", "WyJhIl0.AAAAAAAAAAAA"],
  ["not base64url", "!!!.AAAAAAAAAAAA"],
  ["three parts", `${encodeCursor("rooms/name", ["a"])}.x`],
  ["another question", encodeCursor("rooms/createdAt", ["a"])],
  ["cut", encodeCursor("rooms/name", ["abc"]).slice(1)],
  ["padded", encodeCursor("rooms/name", ["abcd"]).replace(".", "=.")],
  ["too long", "a".repeat(5000)],
])("a cursor that is %s is refused", (_, cursor) => {
  expect(() => decodeCursor("rooms/name", cursor, anyKey)).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});

test("a cursor whose key has another shape is refused, even with a correct checksum", () => {
  const cursor = encodeCursor("trash", ["not a time", "rm_1"]);
  expect(() => decodeCursor("trash", cursor, timeCursorKey)).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
