import type { RatingEntry, SerializedRoom } from "@/lib/match/room";

/** The shape of MovieMatch's modules, as far as the connector uses it. */

/** A film in a room of MovieMatch. Plex may leave out everything but the id. */
export interface GameMedia {
  id: string;
  title?: unknown;
  year?: unknown;
  posterUrl?: unknown;
  linkUrl?: unknown;
  genres?: unknown;
  duration?: unknown;
}

/** The connection of one person. */
export interface GameClient {
  room?: GameRoom | undefined;
  sendMessage(message: GameMessage): unknown;
}

export interface GameMessage {
  type: string;
  payload?: unknown;
}

export interface GameRating {
  mediaId: string;
  rating: string;
}

export interface GameRoom {
  roomName: string;
  password?: string | undefined;
  createdAt: Date;
  users: Map<string, GameClient>;
  media: Promise<Map<string, GameMedia>>;
  ratings: Map<string, RatingEntry[]>;
  userProgress: Map<string, number>;
  storeRating(userName: string, rating: GameRating, matchedAt: number): Promise<void>;
  toSerializedRoom(): SerializedRoom;
}

export interface CreateRequest {
  roomName: string;
  [setting: string]: unknown;
}

export interface JoinRequest {
  roomName: string;
  password?: string;
}

export interface Creator {
  plexUserId: SerializedRoom["creatorPlexUserId"];
  plexUsername: string;
}

/** The settings of the server, of which MovieMatch gives each connection a copy. */
export interface GameContext {
  config?: { hostname?: unknown; port?: unknown; rootPath?: unknown; tlsConfig?: unknown };
}

type GameError = new (message: string) => Error;

export interface RoomModule {
  Room: new (request: CreateRequest, context: GameContext, creator: Creator) => GameRoom;
  createRoom(request: CreateRequest, context: GameContext, creator: Creator): Promise<GameRoom>;
  getRoom(userName: string, request: JoinRequest): GameRoom;
  RoomExistsError: GameError;
  AccessDeniedError: GameError;
  RoomNotFoundError: GameError;
  UserAlreadyJoinedError: GameError;
}

const ROOM_EXPORTS = [
  "Room",
  "createRoom",
  "getRoom",
  "RoomExistsError",
  "AccessDeniedError",
  "RoomNotFoundError",
  "UserAlreadyJoinedError",
] as const;

/** What the connector needs of MovieMatch's room module and does not find. */
export function missingOfRooms(theirs: object): string[] {
  const given = theirs as Record<string, unknown>;
  const missing = ROOM_EXPORTS.filter((name) => typeof given[name] !== "function").map(
    (name) => `${name} of room.ts`,
  );
  const { Room } = given;
  if (typeof Room === "function" && typeof Room.prototype?.toSerializedRoom !== "function") {
    missing.push("Room.toSerializedRoom of room.ts");
  }
  return missing;
}

/** What the connector needs of MovieMatch's client module and does not find. */
export function missingOfClients(theirs: object): string[] {
  const { Client } = theirs as { Client?: unknown };
  if (typeof Client !== "function") return ["Client of client.ts"];
  const prototype: Record<string, unknown> = Client.prototype;
  return ["handleJoinRoom", "sendMessage"]
    .filter((name) => typeof prototype[name] !== "function")
    .map((name) => `Client.${name} of client.ts`);
}

/** What the connector needs of a room and does not find. Fields exist only once there is a room. */
export function missingOfRoom(room: GameRoom): string[] {
  const maps = (["users", "ratings", "userProgress"] as const).filter(
    (name) => !(room[name] instanceof Map),
  );
  const missing: string[] = [...maps];
  if (!(room.createdAt instanceof Date)) missing.push("createdAt");
  if (typeof room.media?.then !== "function") missing.push("media");
  if (typeof room.storeRating !== "function") missing.push("storeRating");
  return missing.map((name) => `Room.${name} of room.ts`);
}
