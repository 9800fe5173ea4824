import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CREATED_MS, someRatingKey, someRatings, someRoom } from "@/lib/testing/room-arbitraries";
import { incarnationOf, roomOf } from "./merge-room";
import {
  appendTo,
  EMPTY_SLOT,
  moveToTrash,
  type NameSlot,
  purgeFrom,
  restoreIn,
  saveInto,
  takeBackFrom,
} from "./name-slot";
import type { SerializedRoom } from "./room";

const NOW = new Date("2026-11-20T12:00:00Z");
const ROOM: SerializedRoom = {
  roomName: "Friday",
  sort: "random",
  createdAt: "2026-10-15T19:16:56.546Z",
  creatorPlexUserId: 1,
  creatorPlexUsername: "tomasz",
  ratings: { a: [["Ann", "like", 1]] },
  userProgress: { Ann: 1 },
};
const LATER = { ...ROOM, createdAt: "2026-11-15T19:16:56.546Z", ratings: {}, userProgress: {} };

function kept(...rooms: SerializedRoom[]): NameSlot {
  return rooms.reduce((slot, room) => saveInto(slot, room, NOW).slot, EMPTY_SLOT);
}

describe("incarnations", () => {
  it("begins a new one with empty history and keeps the old one in the trash", () => {
    const { slot, verdict } = saveInto(kept(ROOM), LATER, NOW);
    expect(verdict).toEqual({ kind: "created" });
    expect(slot.open && roomOf(slot.open)).toEqual(LATER);
    expect(slot.trash).toEqual([
      { incarnation: incarnationOf(ROOM), reason: "replaced", trashedAtMs: NOW.getTime() },
    ]);
  });

  it.each<[string, NameSlot, SerializedRoom, object]>([
    ["one replaced", kept(ROOM, LATER), ROOM, { kind: "gone", reason: "replaced" }],
    [
      "an unknown incarnation that is earlier than the open one",
      kept(LATER),
      ROOM,
      { kind: "gone", reason: "superseded" },
    ],
    [
      "one deleted",
      moveToTrash(kept(ROOM), "deleted", NOW).slot,
      ROOM,
      { kind: "gone", reason: "deleted" },
    ],
    [
      "one purged",
      purgeFrom(moveToTrash(kept(ROOM), "deleted", NOW).slot, () => true, NOW).slot,
      ROOM,
      { kind: "gone", reason: "purged" },
    ],
    [
      "one from the day after tomorrow",
      EMPTY_SLOT,
      { ...ROOM, createdAt: "2026-11-21T12:00:00.001Z" },
      { kind: "future" },
    ],
  ])("refuses a save of %s and changes nothing", (_name, slot, room, verdict) => {
    expect(saveInto(slot, room, NOW)).toEqual({ slot, verdict });
    expect(saveInto(slot, room, NOW).slot).toBe(slot);
  });

  it("accepts a save from exactly a day ahead", () => {
    const room = { ...ROOM, createdAt: "2026-11-21T12:00:00Z" };
    expect(saveInto(EMPTY_SLOT, room, NOW).verdict).toEqual({ kind: "created" });
  });

  it("opens a deleted one again when it is restored, and then accepts its saves", () => {
    const deleted = moveToTrash(kept(ROOM), "deleted", NOW).slot;
    const { slot, verdict } = restoreIn(deleted, Date.parse(ROOM.createdAt));
    expect(verdict).toEqual({ kind: "done" });
    expect(slot).toEqual(kept(ROOM));
    expect(saveInto(slot, ROOM, NOW).verdict).toEqual({ kind: "joined" });
  });

  it("does not restore if a room is open or the incarnation is not in the trash", () => {
    const createdAtMs = Date.parse(ROOM.createdAt);
    expect(restoreIn(kept(ROOM, LATER), createdAtMs).verdict).toEqual({ kind: "name_taken" });
    expect(restoreIn(EMPTY_SLOT, createdAtMs).verdict).toEqual({ kind: "not_found" });
  });

  it("no save or append opens a deleted room again", () => {
    const late = someRoom(fc.constantFrom(...CREATED_MS.slice(0, 2)));
    fc.assert(
      fc.property(someRoom(fc.constant(CREATED_MS[1] ?? 0)), fc.array(late), (first, arriving) => {
        const deleted = moveToTrash(kept(first), "deleted", NOW).slot;
        const after = arriving.reduce((slot, room) => saveInto(slot, room, NOW).slot, deleted);
        expect(after).toBe(deleted);
      }),
    );
  });
});

describe("ratings alone", () => {
  it("are merged in the same way as by a save", () => {
    fc.assert(
      fc.property(someRoom(fc.constant(CREATED_MS[0] ?? 0)), someRatings, (room, ratings) => {
        const appended = appendTo(kept(room), ratings).slot.open;
        const saved = kept(room, { ...room, ratings }).open;
        expect(appended?.ratings).toEqual(saved?.ratings);
      }),
    );
  });

  it.each<[string, NameSlot, object]>([
    ["there never was a room", EMPTY_SLOT, { kind: "not_found" }],
    [
      "the room is in the trash",
      moveToTrash(kept(ROOM), "deleted", NOW).slot,
      { kind: "gone", reason: "deleted" },
    ],
    [
      "the room was purged",
      purgeFrom(moveToTrash(kept(ROOM), "deleted", NOW).slot, () => true, NOW).slot,
      { kind: "gone", reason: "purged" },
    ],
  ])("are refused when %s", (_name, slot, verdict) => {
    expect(appendTo(slot, { b: [["bob", "like", 2]] })).toEqual({ slot, verdict });
    expect(takeBackFrom(slot, "a", "Ann")).toEqual({ slot, verdict });
  });

  it("stay taken back when saves that still contain them arrive", () => {
    fc.assert(
      fc.property(someRoom(fc.constant(CREATED_MS[0] ?? 0)), someRatingKey, (room, key) => {
        const { slot } = takeBackFrom(kept(room), key.mediaId, key.userName);
        const after = saveInto(slot, room, NOW).slot.open;
        const stored = after?.ratings.get(key.mediaId)?.get(key.userName);
        expect(stored?.value ?? null).toBeNull();
      }),
    );
  });

  it("can be taken back once", () => {
    const once = takeBackFrom(kept(ROOM), "a", "Ann").slot;
    expect(once.open && roomOf(once.open).ratings).toEqual({});
    expect(takeBackFrom(once, "a", "Ann").slot).toBe(once);
    expect(takeBackFrom(once, "z", "Ann").slot).toBe(once);
  });
});
