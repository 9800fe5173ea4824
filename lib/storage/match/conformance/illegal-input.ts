import { describe, expect, it } from "vitest";
import { eachWith, NEW_ROOM, type OpenStorage, RATED_ROOM, refusalOf } from "./sample-rooms";

const ILLEGAL: [name: string, fields: Record<string, unknown>, pointer: string][] = [
  ["no name", { roomName: undefined }, "/roomName"],
  ["an empty name", { roomName: "" }, "/roomName"],
  ["a name with NUL", { roomName: "a\0b" }, "/roomName"],
  ["an unpaired surrogate for a name", { roomName: "\ud83c" }, "/roomName"],
  ["too long a name", { roomName: "x".repeat(513) }, "/roomName"],
  ["no createdAt", { createdAt: undefined }, "/createdAt"],
  ["a createdAt in words", { createdAt: "yesterday" }, "/createdAt"],
  ["no sort", { sort: undefined }, "/sort"],
  ["no creator", { creatorPlexUserId: undefined }, "/creatorPlexUserId"],
  ["a creator beyond 2^53", { creatorPlexUserId: 2 ** 53 }, "/creatorPlexUserId"],
  ["a creator who is a list", { creatorPlexUserId: [1] }, "/creatorPlexUserId"],
  ["no creator name", { creatorPlexUsername: undefined }, "/creatorPlexUsername"],
  ["a password of null", { password: null }, "/password"],
  ["a rating before 1970", { ratings: { m: [["Ann", "like", -1]] } }, "/ratings/m/0/2"],
  ["a rating beyond 2^53", { ratings: { m: [["Ann", "like", 2 ** 53]] } }, "/ratings/m/0/2"],
  ["a rating by nobody", { ratings: { m: [[null, "like", 1]] } }, "/ratings/m/0/0"],
  ["a film with NUL", { ratings: { "m\0": [["Ann", "like", 1]] } }, "/ratings/m\ufffd"],
  ["progress below zero", { userProgress: { Ann: -1 } }, "/userProgress/Ann"],
  ["half a progress", { userProgress: { Ann: 0.5 } }, "/userProgress/Ann"],
  ["NUL deep in an unknown field", { theme: { a: ["\0"] } }, "/theme/a/0"],
];

export function testIllegalInput(open: OpenStorage): void {
  describe("illegal documents", () => {
    const storage = eachWith(open);

    it.each(ILLEGAL)(
      "%s is refused with its pointer, and nothing is stored",
      async (_name, fields, pointer) => {
        await storage().saveRoom(RATED_ROOM);
        const refusal = await refusalOf(storage().saveRoom({ ...NEW_ROOM, ...fields } as never));
        expect(refusal).toMatchObject({ name: "StorageError", code: "invalid_document" });
        expect(refusal).toHaveProperty("pointers", expect.arrayContaining([pointer]));
        expect(await storage().listRooms()).toEqual([RATED_ROOM]);
      },
    );

    it.each([
      ["nothing", undefined],
      ["null", null],
      ["a list", [NEW_ROOM]],
      ["a text", "room"],
    ])("%s in place of a room", async (_name, room) => {
      expect(await refusalOf(storage().saveRoom(room as never))).toMatchObject({
        name: "StorageError",
        code: "invalid_document",
      });
    });

    it("values that JSON does not have", async () => {
      const circle: Record<string, unknown> = {};
      circle.self = circle;
      for (const odd of [circle, 1n]) {
        expect(await refusalOf(storage().saveRoom({ ...NEW_ROOM, odd }))).toMatchObject({
          code: "invalid_document",
        });
      }
    });
  });
}
