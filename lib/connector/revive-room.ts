import type { SerializedRoom } from "@/lib/match/room";
import type { GameContext, GameRoom, RoomModule } from "./upstream";

/**
 * Makes MovieMatch's own room from a stored document: MovieMatch reads the films by the room's filters again, and the room gets back its
 * ratings, the progress of its people and the time when it was opened. Its films arrive later; `room.media` rejects if there are none.
 */
export function reviveRoom(
  { Room }: Pick<RoomModule, "Room">,
  document: SerializedRoom,
  context: GameContext,
): GameRoom {
  const { ratings, userProgress, createdAt, creatorPlexUserId, creatorPlexUsername, ...request } =
    document;
  const creator = { plexUserId: creatorPlexUserId, plexUsername: creatorPlexUsername };
  const room = new Room(request, context, creator);
  // Nobody waits for the films yet, and a rejection that nobody handles ends the process.
  room.media.catch(() => {});
  room.createdAt.setTime(Date.parse(createdAt));
  for (const [mediaId, entries] of Object.entries(ratings ?? {})) {
    room.ratings.set(
      mediaId,
      entries.map(([userName, value, atMs]) => [userName, value, atMs]),
    );
  }
  for (const [userName, count] of Object.entries(userProgress ?? {})) {
    room.userProgress.set(userName, count);
  }
  return room;
}
