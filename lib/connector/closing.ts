import type { GameClient, GameRoom } from "./upstream";

/** Why a room takes no more ratings. */
export interface Closing {
  kind: "gone" | "locked";
  sentence: string;
}

const REASONS: Record<string, string> = {
  deleted: "was deleted in Roomkeeper",
  expired: "has expired",
  replaced: "was replaced by a new room of the same name",
  superseded: "was replaced by a new room of the same name",
  purged: "was deleted in Roomkeeper for good",
};

export function goneSentence(roomName: string, reason: string): string {
  return `“${roomName}” ${REASONS[reason] ?? "is no longer open"}.`;
}

export function lockedSentence(roomName: string, reason: unknown): string {
  const why =
    typeof reason === "string" && reason !== "" ? ` (${reason.replace(/[.\s]+$/, "")})` : "";
  return `“${roomName}” is locked in Roomkeeper${why} and takes no ratings until it is unlocked.`;
}

/**
 * Tells a person in MovieMatch's own protocol why the room takes no more ratings: its page shows the sentence where one joins a room. From a
 * room that is gone the person is taken out first.
 */
export function tellClosing(client: GameClient | undefined, closing: Closing): void {
  if (!client) return;
  const isGone = closing.kind === "gone";
  if (isGone) void client.sendMessage({ type: "leaveRoomSuccess" });
  const name = isGone ? "RoomNotFoundError" : "AccessDeniedError";
  void client.sendMessage({ type: "joinRoomError", payload: { name, message: closing.sentence } });
}

/** Takes everybody out of a room that is gone. */
export function emptyRoom(room: GameRoom, closing: Closing): void {
  const people = [...room.users.values()];
  room.users.clear();
  for (const client of people) {
    if (client?.room === room) client.room = undefined;
    tellClosing(client, closing);
  }
}
