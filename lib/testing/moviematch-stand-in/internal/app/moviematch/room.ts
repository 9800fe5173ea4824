import type { Client } from "/internal/app/moviematch/client.ts";
import { createStorageFromEnv } from "/internal/app/moviematch/storage/index.ts";
import type { Storage } from "/internal/app/moviematch/storage/interface.ts";
import type { RouteContext } from "/internal/app/moviematch/types.ts";
import type {
  ClientMessage,
  CreateRoomRequest,
  JoinRoomRequest,
  Match,
  Media,
  Rate,
} from "/types/moviematch.ts";

class NamedError extends Error {
  override name = this.constructor.name;
}
export class RoomExistsError extends NamedError {}
export class AccessDeniedError extends NamedError {}
export class RoomNotFoundError extends NamedError {}
export class UserAlreadyJoinedError extends NamedError {}
export class NoMediaError extends NamedError {}

type Entry = [userName: string, rating: Rate["rating"], time: number];
type Creator = { plexUserId: string; plexUsername: string };

export class Room {
  roomName: string;
  password?: string;
  users = new Map<string, Client>();
  createdAt = new Date();
  media: Promise<Map<string, Media>>;
  userProgress = new Map<string, number>();
  ratings = new Map<string, Entry[]>();

  constructor(
    private request: CreateRoomRequest,
    ctx: RouteContext,
    private creator: Creator,
  ) {
    this.roomName = request.roomName;
    this.password = request.password;
    this.media = this.readMedia(ctx);
  }

  private async readMedia(ctx: RouteContext): Promise<Map<string, Media>> {
    const films = (await Promise.all(ctx.providers.map((one) => one.getMedia()))).flat();
    if (films.length === 0) throw new NoMediaError("No film passes the filters.");
    return new Map(films.map((film) => [film.id, film]));
  }

  getMediaForUser = async (userName: string): Promise<Media[]> => {
    const isRated = ({ id }: Media) => this.ratings.get(id)?.some(([name]) => name === userName);
    return [...(await this.media).values()].filter((film) => !isRated(film));
  };

  storeRating = async (userName: string, { mediaId, rating }: Rate, at: number) => {
    const entries = this.ratings.get(mediaId) ?? [];
    if (entries.some(([name]) => name === userName)) return;
    entries.push([userName, rating, at]);
    this.ratings.set(mediaId, entries);
    this.userProgress.set(userName, (this.userProgress.get(userName) ?? 0) + 1);
    const match = (await this.getMatches(userName, true)).find(({ media }) => media.id === mediaId);
    if (match && rating === "like") this.broadcast({ type: "match", payload: match });
    try {
      await storage.saveRoom(this.toSerializedRoom());
    } catch (error) {
      console.error(`ERROR Failed to persist room ${this.roomName}: ${error}`);
    }
  };

  getMatches = async (userName: string, all: boolean): Promise<Match[]> => {
    const films = await this.media;
    return [...this.ratings].flatMap(([mediaId, entries]) => {
      const likes = entries.filter(([, rating]) => rating === "like");
      const users = likes.map(([name]) => name);
      const media = films.get(mediaId);
      if (!media || likes.length < 2 || !(all || users.includes(userName))) return [];
      return [{ matchedAt: Math.max(...likes.map(([, , time]) => time)), media, users }];
    });
  };

  broadcast = (message: ClientMessage) => {
    for (const client of this.users.values()) client.sendMessage(message);
  };

  toSerializedRoom() {
    const { roomName, password, options, filters, roomType, sortOrder } = this.request;
    const { genreFilterMode, ratingFilter, contentRatingFilter } = this.request;
    return {
      ...{ roomName, password, options, filters, roomType: roomType ?? "standard", sortOrder },
      ...{ genreFilterMode, ratingFilter, contentRatingFilter },
      sort: this.request.sort ?? "random",
      createdAt: this.createdAt.toISOString(),
      creatorPlexUserId: this.creator.plexUserId,
      creatorPlexUsername: this.creator.plexUsername,
      ratings: Object.fromEntries(this.ratings),
      userProgress: Object.fromEntries(this.userProgress),
    };
  }
}

const rooms = new Map<string, Room>();
const storage: Storage = createStorageFromEnv();

export const createRoom = async (
  request: CreateRoomRequest,
  ctx: RouteContext,
  creator: Creator,
): Promise<Room> => {
  if (rooms.has(request.roomName)) throw new RoomExistsError("Its own list has it.");
  const room = new Room(request, ctx, creator);
  await room.media;
  rooms.set(room.roomName, room);
  await storage.saveRoom(room.toSerializedRoom());
  return room;
};

export const getRoom = (userName: string, { roomName, password }: JoinRoomRequest): Room => {
  const room = rooms.get(roomName);
  if (!room) throw new RoomNotFoundError("Its own list lacks it.");
  if (typeof room.password === "string" && room.password !== password) {
    throw new AccessDeniedError("Another password.");
  }
  if (room.password === undefined && room.users.has(userName)) {
    throw new UserAlreadyJoinedError("The name is taken.");
  }
  return room;
};
