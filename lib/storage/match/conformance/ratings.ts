import { describe, expect, it } from "vitest";
import type { RatingEntry } from "@/lib/match/room";
import {
  eachWith,
  FILM,
  gone,
  NEW_ROOM,
  OLD_FILM,
  type OpenStorage,
  RATED_ROOM,
  refusalOf,
} from "./sample-rooms";

const NAME = NEW_ROOM.roomName;
const ANN = { mediaId: FILM, userName: "Ann" };

/** Ratings without a document, and ratings taken back. */
export function testRatings(open: OpenStorage): void {
  describe("appended ratings", () => {
    const storage = eachWith(open);

    it("are added to the stored ratings and change nothing else", async () => {
      await storage().saveRoom(RATED_ROOM);
      const rating: RatingEntry = ["Zoë", "like", 1_790_000_000_009];
      await storage().appendRatings(NAME, { [OLD_FILM]: [rating] });
      expect(await storage().getRoom(NAME)).toEqual({
        ...RATED_ROOM,
        ratings: {
          ...RATED_ROOM.ratings,
          [OLD_FILM]: [...(RATED_ROOM.ratings?.[OLD_FILM] ?? []), rating],
        },
      });
    });

    it("may be more than fit into one request", async () => {
      await storage().saveRoom(NEW_ROOM);
      const many = Array.from({ length: 1_250 }, (_, i): RatingEntry => [`p${i}`, "like", i]);
      await storage().appendRatings(NAME, { [FILM]: many });
      expect((await storage().getRoom(NAME))?.ratings).toEqual({ [FILM]: many });
    });

    it("need an open room", async () => {
      const append = () => storage().appendRatings(NAME, { [FILM]: [["Ann", "like", 1]] });
      expect(await refusalOf(append())).toEqual({ name: "StorageError", code: "not_found" });
      await storage().saveRoom(NEW_ROOM);
      await storage().deleteRoom(NAME);
      expect(await refusalOf(append())).toEqual(gone("deleted"));
      await storage().purgeRoom(NAME, NEW_ROOM.createdAt);
      expect(await refusalOf(append())).toEqual(gone("purged"));
    });

    it("are checked like those of a document", async () => {
      await storage().saveRoom(NEW_ROOM);
      const wrong = { [FILM]: [["Ann", "like", -1]] } as never;
      expect(await refusalOf(storage().appendRatings(NAME, wrong))).toMatchObject({
        code: "invalid_document",
      });
      expect(await storage().getRoom(NAME)).toEqual(NEW_ROOM);
    });
  });

  describe("a rating taken back", () => {
    const storage = eachWith(open);

    it("is gone, and a late save that still contains it does not restore it", async () => {
      await storage().saveRoom(RATED_ROOM);
      expect(await storage().takeBackRating(NAME, ANN)).toBe(true);
      const without = {
        ...RATED_ROOM,
        ratings: {
          [FILM]: [["bob", "dislike", 1_790_000_000_003]],
          [OLD_FILM]: RATED_ROOM.ratings?.[OLD_FILM],
        },
      };
      expect(await storage().getRoom(NAME)).toEqual(without);
      await storage().saveRoom(RATED_ROOM);
      expect(await storage().getRoom(NAME)).toEqual(without);
      expect(await storage().takeBackRating(NAME, ANN)).toBe(false);
    });

    it("stays taken back in the trash and after a restore", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().takeBackRating(NAME, ANN);
      await storage().deleteRoom(NAME);
      await storage().restoreRoom(NAME, RATED_ROOM.createdAt);
      await storage().saveRoom(RATED_ROOM);
      expect((await storage().getRoom(NAME))?.ratings?.[FILM]).toHaveLength(1);
    });

    it("can be added again with a later time", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().takeBackRating(NAME, ANN);
      const anew: RatingEntry = ["Ann", "dislike", 1_790_000_000_002];
      await storage().appendRatings(NAME, { [FILM]: [anew] });
      expect((await storage().getRoom(NAME))?.ratings?.[FILM]?.[0]).toEqual(anew);
    });

    it("was not there: false", async () => {
      await storage().saveRoom(RATED_ROOM);
      const nobody = { mediaId: FILM, userName: "nobody" };
      expect(await storage().takeBackRating(NAME, nobody)).toBe(false);
      expect(await storage().getRoom(NAME)).toEqual(RATED_ROOM);
    });

    it("needs an open room", async () => {
      const refusal = { name: "StorageError", code: "not_found" };
      expect(await refusalOf(storage().takeBackRating(NAME, ANN))).toEqual(refusal);
    });
  });
}
