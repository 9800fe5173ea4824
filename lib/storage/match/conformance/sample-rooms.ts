import { afterEach, beforeEach } from "vitest";
import type { SerializedRoom } from "@/lib/match/room";
import type { RoomStorage } from "@/lib/storage/match/storage";

/** Gives a new, empty storage. */
export type OpenStorage = () => Promise<RoomStorage>;

/** An empty storage for each test, closed after it. */
export function eachWith(open: OpenStorage): () => RoomStorage {
  let storage: RoomStorage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.close());
  return () => storage;
}

/** A room as a MovieMatch server sends it when it is new. */
export const NEW_ROOM: SerializedRoom = {
  roomName: "movie night!",
  filters: [{ key: "genre", operator: "=", value: ["Horror", "Thriller"] }],
  sort: "random",
  roomType: "standard",
  sortOrder: "newest",
  genreFilterMode: "or",
  createdAt: "2026-09-23T19:13:32.039Z",
  creatorPlexUserId: 4410937,
  creatorPlexUsername: "tomasz",
  ratings: {},
  userProgress: {},
};

export const FILM = "plex://movie/5d776a7cb75bdf6abe3858fc";
export const OLD_FILM = "com.plexapp.agents.imdb://tt0114814?lang=en";

/** The same room after three ratings. */
export const RATED_ROOM: SerializedRoom = {
  ...NEW_ROOM,
  ratings: {
    [FILM]: [
      ["Ann", "like", 1_790_000_000_001],
      ["bob", "dislike", 1_790_000_000_003],
    ],
    [OLD_FILM]: [["Ann", "dislike", 1_790_000_000_002]],
  },
  userProgress: { Ann: 2, bob: 1 },
};

export const LATER_ROOM: SerializedRoom = {
  ...NEW_ROOM,
  createdAt: "2026-10-23T19:13:32.039Z",
  creatorPlexUsername: "mara_k",
};

/** The error a call rejects with: its name, code and reason. */
export async function refusalOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    const { name, code, details } = error as Error & {
      code?: string;
      details?: { reason?: string; fields?: { pointer: string }[] };
    };
    return {
      name,
      code,
      ...(details?.reason === undefined ? {} : { reason: details.reason }),
      ...(details?.fields ? { pointers: details.fields.map(({ pointer }) => pointer) } : {}),
    };
  }
  return "accepted";
}

export function gone(reason: string) {
  return { name: "StorageError", code: "gone", reason };
}
