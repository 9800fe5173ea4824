import type { ErrorDetails } from "@/lib/core/errors";
import { codeOf } from "./error-code";
import { createNotices } from "./game-log";
import type { Link } from "./link";
import { createOpenRooms } from "./open-rooms";
import { reviveRoom } from "./revive-room";
import { createStoredRooms } from "./stored-rooms";
import {
  type CreateRequest,
  type Creator,
  type GameClient,
  type GameContext,
  type GameRoom,
  type JoinRequest,
  missingOfRoom,
  type RoomModule,
} from "./upstream";

/** With these the room itself cannot be stored. Any other failure is one of the connection, and the room opens. */
const REFUSED = new Set([
  "invalid_document",
  "created_in_future",
  "body_too_large",
  "gone",
  "room_limit",
  "locked",
]);

/**
 * Opens and finds rooms in the place of MovieMatch's own two functions, whose list of rooms begins empty at each start. Rooms are MovieMatch's
 * own; what is stored comes back when somebody joins it.
 */
export function createGameRooms(theirs: RoomModule, link: Link) {
  const rooms = createOpenRooms();
  const kept = createStoredRooms(link);
  const notices = createNotices(link.log);
  const opening = new Set<string>();
  let context: GameContext | undefined;
  let isOff = false;

  async function createRoom(
    request: CreateRequest,
    given: GameContext,
    creator: Creator,
  ): Promise<GameRoom> {
    context = given;
    if (isOff) return theirs.createRoom(request, given, creator);
    const { roomName } = request;
    const exists = () => new theirs.RoomExistsError(`There is a room “${roomName}” already.`);
    if (rooms.get(roomName) || opening.has(roomName)) throw exists();
    opening.add(roomName);
    try {
      if (await kept.refresh(roomName)) throw exists();
      const room = new theirs.Room(request, given, creator);
      const missing = missingOfRoom(room);
      if (missing.length > 0) {
        turnOff(missing);
        room.media?.catch?.(() => {});
        return await theirs.createRoom(request, given, creator);
      }
      await room.media;
      rooms.add(room);
      await store(room);
      return room;
    } finally {
      opening.delete(roomName);
    }
  }

  async function store(room: GameRoom): Promise<void> {
    try {
      await link.saveRoom(room.toSerializedRoom());
    } catch (error) {
      const code = codeOf(error);
      if (REFUSED.has(code)) {
        rooms.drop(room);
        throw error;
      }
      if (link.remote?.isRefused()) return;
      notices.warnOnce(
        code,
        `Rooms are open but not stored (${code}): ${(error as Error).message}`,
      );
    }
  }

  function getRoom(userName: string, request: JoinRequest): GameRoom {
    if (isOff) return theirs.getRoom(userName, request);
    const { roomName, password } = request;
    const room = rooms.get(roomName) ?? revive(roomName);
    if (!room) throw new theirs.RoomNotFoundError(`There is no room “${roomName}”.`);
    if (typeof room.password === "string") {
      if (room.password === password) return room;
      throw new theirs.AccessDeniedError(`“${roomName}” needs its password.`);
    }
    if (room.users.has(userName)) {
      throw new theirs.UserAlreadyJoinedError(`${userName} is in “${roomName}” already.`);
    }
    return room;
  }

  /** Opens a stored room again. */
  function revive(roomName: string): GameRoom | undefined {
    const known = kept.get(roomName);
    if (!known || !context) return undefined;
    if (known.isPasswordHidden) {
      const why = "has a password that MovieMatch may not read (its token lacks rooms:secrets)";
      throw new theirs.AccessDeniedError(`“${roomName}” ${why}.`);
    }
    const room = reviveRoom(theirs, known.room, context);
    const missing = missingOfRoom(room);
    if (missing.length > 0) {
      turnOff(missing);
      return undefined;
    }
    kept.forget(roomName);
    rooms.add(room);
    if (known.isLocked) rooms.lock(roomName);
    room.media.catch(() => {
      // Without its films it cannot be used. The next one who joins tries again.
      rooms.drop(room);
      kept.remember({ ...known, room: room.toSerializedRoom() });
    });
    return room;
  }

  function turnOff(missing: string[]): void {
    isOff = true;
    sayMissing(link, missing);
  }

  link.onRefused((document, error) => {
    const code = codeOf(error);
    const { details = {} } = error as { details?: ErrorDetails };
    const { roomName, createdAt } = document;
    if (code === "gone") rooms.letGo(roomName, createdAt, details.reason ?? "deleted");
    if (code === "locked") rooms.lock(roomName, details.reason);
  });

  return {
    rooms,
    kept,
    createRoom,
    getRoom,

    context: () => context,
    noteContext(given: GameContext): void {
      context = given;
    },

    /** Reads the room that somebody is about to join, if it is not open here. */
    async prepareJoin(client: GameClient, request: Partial<JoinRequest> | undefined) {
      const roomName = request?.roomName;
      if (isOff || typeof roomName !== "string") return;
      const open = rooms.get(roomName);
      if (!open) {
        await kept.refresh(roomName);
        return;
      }
      // Somebody who was shown why the room is locked joins it again over the same connection.
      for (const [userName, one] of open.users) if (one === client) open.users.delete(userName);
    },
  };
}

export type GameRooms = ReturnType<typeof createGameRooms>;

/** Names what this MovieMatch lacks. What is stored by the swapped storage stays so. */
export function sayMissing({ log }: Pick<Link, "log">, missing: string[]): void {
  log.warn(
    `This version of MovieMatch lacks ${missing.join(", ")}. Its rooms are stored, but they do not come back after a restart.`,
  );
}
