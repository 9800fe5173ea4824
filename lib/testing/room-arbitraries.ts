import fc from "fast-check";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";

/** Few names, films and times, so that saves often concern the same ones. */
const userName = fc.constantFrom("Ann", "bob", "Zoë", "👩‍👩‍👧", "__proto__");
const mediaId = fc.constantFrom("plex://m/1", "plex://m/2", "com.x://tt1?lang=en", "__proto__");
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constant("like") },
  { weight: 2, arbitrary: fc.constant("dislike") },
  { weight: 1, arbitrary: fc.constantFrom("meh", "\u{10ffff}", "\uffff", "") },
);
const atMs = fc.integer({ min: 0, max: 4 });
const count = fc.integer({ min: 0, max: 3 });

export const CREATED_MS = [1_000, 2_000, 3_000].map((ms) => Date.UTC(2026, 8, 23) + ms);

/** Ratings by film, a person at most twice for a film. */
export const someRatings: fc.Arbitrary<Record<string, RatingEntry[]>> = fc
  .array(
    fc.tuple(mediaId, fc.array(fc.tuple(userName, value, atMs), { maxLength: 4, size: "max" })),
    {
      maxLength: 4,
      size: "max",
    },
  )
  .map((films) => Object.fromEntries(films));

/** Documents of one room name, of three incarnations, the first being the most frequent. */
export function someRoom(
  createdMs = fc.constantFrom(...CREATED_MS, CREATED_MS[0] ?? 0),
): fc.Arbitrary<SerializedRoom> {
  return fc.record(
    {
      roomName: fc.constant("movie night!"),
      sort: fc.constantFrom("random", "rating"),
      createdAt: createdMs.map((ms) => new Date(ms).toISOString()),
      creatorPlexUserId: fc.constant(4410937),
      creatorPlexUsername: fc.constantFrom("tomasz", "Tomasz"),
      roomType: fc.constantFrom("standard", "unanimous", "unanimous", "solo", "odd"),
      password: fc.constantFrom("popcorn", "salt"),
      theme: fc.constantFrom("plum", "rose"),
      ratings: someRatings,
      userProgress: fc
        .array(fc.tuple(userName, count), { maxLength: 3 })
        .map((entries) => Object.fromEntries(entries)),
    },
    {
      requiredKeys: [
        "roomName",
        "sort",
        "createdAt",
        "creatorPlexUserId",
        "creatorPlexUsername",
        "roomType",
      ],
    },
  ) as fc.Arbitrary<SerializedRoom>;
}

export const someRatingKey = fc.record({ mediaId, userName });
