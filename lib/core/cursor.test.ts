import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";

test("a cursor gives back its key, odd text included", () => {
  const key = ["family/kids 👨‍👩‍👧", 17, null, "a,b\nc"];
  expect(decodeCursor("rooms/name", encodeCursor("rooms/name", key))).toEqual(key);
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
  expect(() => decodeCursor("rooms/name", cursor)).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
