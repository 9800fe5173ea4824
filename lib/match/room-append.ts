import type { RatingEntry } from "./room";
import { splitRatings } from "./split-room";

export interface AppendCommand {
  spaceId: string;
  name: string;
  /** Narrows it to one incarnation; absent means whichever is open. */
  createdAt?: string;
  ratings: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
}

/** Ratings as parallel arrays; a null value takes back, a null time means whenever that was. */
export interface AppendedRatings {
  mediaId: string[];
  userName: string[];
  value: (string | null)[];
  atMs: (number | null)[];
}

/** What is written to one room at once, be it one append or several that came together. */
export interface RoomAppend {
  name: string;
  createdAt?: string;
  /** How many writes it stands for: the version grows by that. */
  writes: number;
  ratings: AppendedRatings[];
  userProgress: Record<string, number>[];
}

/** The room append that a command on its own makes. */
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
