import type { RatingEntry } from "./room";
import { splitRatings } from "./split-room";

export interface AppendCommand {
  spaceId: string;
  name: string;
  /** Only this incarnation may be written. Without it, the open one is. */
  createdAt?: string;
  ratings: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
}

/** Ratings as parallel arrays. A null value takes the rating back; a null time then means the time of the stored rating. */
export interface AppendedRatings {
  mediaId: string[];
  userName: string[];
  value: (string | null)[];
  atMs: (number | null)[];
}

/** One or more appends to one room that are written together. */
export interface RoomAppend {
  name: string;
  createdAt?: string;
  /** The number of appends, by which the version increases. */
  writes: number;
  ratings: AppendedRatings[];
  userProgress: Record<string, number>[];
}

/** The room append of a single command. */
export function roomAppendOf(command: Omit<AppendCommand, "spaceId">): RoomAppend {
  const { name, createdAt, ratings, userProgress } = command;
  return {
    name,
    ...(createdAt === undefined ? {} : { createdAt }),
    writes: 1,
    ratings: [splitRatings(ratings)],
    userProgress: userProgress ? [userProgress] : [],
  };
}
