/** A filter for the films of a room, as MovieMatch sends it. */
export interface RoomFilter {
  key: string;
  operator: string;
  value: string[];
}

/** [user name, "like" or "dislike" (other values are kept), milliseconds since 1970] */
export type RatingEntry = [userName: string, value: string, atMs: number];

/**
 * A whole match room as a game server saves it. Unknown fields and values are stored and returned unchanged. A media id is a Plex guid; a
 * room name is any text of 1 to 512 UTF-16 units and is never changed. Source: the storage interface of MovieMatch.
 */
export interface SerializedRoom {
  roomName: string;
  sort: string;
  /** ISO 8601. Name and `createdAt` together identify a room. */
  createdAt: string;
  /** A number or a text; returned as it was sent. */
  creatorPlexUserId: string | number;
  creatorPlexUsername: string;
  password?: string;
  filters?: RoomFilter[];
  options?: string[];
  roomType?: string;
  sortOrder?: string;
  genreFilterMode?: string;
  ratingFilter?: { min?: number; max?: number; type?: string };
  contentRatingFilter?: { ratings: string[] };
  ratings?: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
  [unknownField: string]: unknown;
}
