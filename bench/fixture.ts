import { createHash } from "node:crypto";

/** How many rooms the benchmarks work on. */
export const ROOMS = 200;

/** The name of room number `index`. */
export function roomName(index: number): string {
  return `Bench room ${index}`;
}

function filmId(index: number): string {
  return `plex://movie/${createHash("sha1").update(String(index)).digest("hex").slice(0, 24)}`;
}

/** A room document with `ratings` ratings by four people; about 2 KB with 20. */
export function roomDocument(index: number, ratings: number, extra?: string) {
  const films: Record<string, [string, string, number][]> = {};
  for (let i = 0; i < ratings; i += 1) {
    const film = filmId(i >> 2);
    films[film] ??= [];
    films[film].push([`person ${i % 4}`, i % 3 === 0 ? "like" : "dislike", 1_790_000_000_000 + i]);
  }
  if (extra) films[extra] = [["person 0", "like", 1_790_000_500_000]];
  return {
    roomName: roomName(index),
    sort: "random",
    createdAt: "2026-10-01T20:00:00.000Z",
    creatorPlexUserId: 1000 + (index % 20),
    creatorPlexUsername: `owner ${index % 20}`,
    roomType: "standard",
    filters: [{ key: "genre", operator: "=", value: ["Horror", "Comedy"] }],
    sortOrder: "newest",
    genreFilterMode: "or",
    ratings: films,
    userProgress: { "person 0": 25, "person 1": 25, "person 2": 25, "person 3": 25 },
  };
}
