export type RoomSort = "random" | "rating";
export type RoomType = "standard" | "unanimous" | "solo" | "async";
export type SortOrder = "newest" | "oldest" | "random";
export type GenreFilterMode = "and" | "or";
export type RoomOption = "EndOnFirstMatch";

export interface Filter {
  key: string;
  operator: string;
  value: string[];
}

export interface RatingFilter {
  min?: number;
  max?: number;
  type?: "critic" | "audience";
}

export interface ContentRatingFilter {
  ratings: string[];
}

export interface CreateRoomRequest {
  roomName: string;
  password?: string;
  options?: RoomOption[];
  filters?: Filter[];
  sort?: RoomSort;
  roomType?: RoomType;
  sortOrder?: SortOrder;
  genreFilterMode?: GenreFilterMode;
  ratingFilter?: RatingFilter;
  contentRatingFilter?: ContentRatingFilter;
}

export interface JoinRoomRequest {
  roomName: string;
  password?: string;
}

export interface Media {
  id: string;
  title: string;
  year?: number;
  posterUrl?: string;
  linkUrl: string;
  genres: string[];
  duration: number;
  rating: number;
}

export interface Rate {
  rating: "like" | "dislike";
  mediaId: string;
}

export interface Match {
  matchedAt: number;
  media: Media;
  users: string[];
}

export type ClientMessage = { type: string; payload?: unknown };
