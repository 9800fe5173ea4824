import type {
  ContentRatingFilter,
  Filter,
  GenreFilterMode,
  RatingFilter,
  RoomOption,
  RoomSort,
  RoomType,
  SortOrder,
} from "/types/moviematch.ts";

export interface SerializedRoom {
  roomName: string;
  password?: string;
  options?: RoomOption[];
  filters?: Filter[];
  sort: RoomSort;
  roomType?: RoomType;
  sortOrder?: SortOrder;
  genreFilterMode?: GenreFilterMode;
  ratingFilter?: RatingFilter;
  contentRatingFilter?: ContentRatingFilter;
  createdAt: string;
  creatorPlexUserId: string;
  creatorPlexUsername: string;
  ratings?: Record<
    string,
    Array<[userName: string, rating: "like" | "dislike", timestamp: number]>
  >;
  userProgress?: Record<string, number>;
}

export interface Storage {
  saveRoom(room: SerializedRoom): Promise<void>;
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  deleteRoom(roomName: string): Promise<void>;
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
}
