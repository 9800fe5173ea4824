import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";

/** Every thing a person may want to do with a room in the dashboard. */
export type RoomAction =
  | "see"
  | "extend"
  | "expire"
  | "set-expiry"
  | "delete"
  | "restore"
  | "purge"
  | "lock"
  | "unlock";

/** The facts about a room that a rule may depend on. */
export interface RoomFacts {
  /** The account it belongs to; null while nobody has claimed it. */
  ownerId: string | null;
  /** Who locked it, or null. */
  lockedBy: string | null;
}

/** What the policy says of this is said of every room that does not exist. */
export const NOBODYS: RoomFacts = { ownerId: null, lockedBy: null };

/**
 * What a person may do with a room. Owners look after their own rooms, admins after every room; a room that an admin locked
 * can be seen by its owner and changed by admins only. A stranger is told the same as when the room does not exist.
 *
 * @returns null when allowed, otherwise the refusal
 */
export function refuseRoomAction(
  actor: Actor,
  action: RoomAction,
  room: RoomFacts,
): RoomkeeperError | null {
  if (actor.kind === "system") return null;
  if (actor.kind !== "person") {
    return new RoomkeeperError("unauthorized", "Sign in to look after rooms.");
  }
  if (actor.banned) {
    return new RoomkeeperError("banned", "This account may not look after rooms here.");
  }
  if (actor.role === "admin") return null;
  if (room.ownerId !== actor.id) {
    return new RoomkeeperError("not_found", "There is no such room.");
  }
  const lockedByOther = room.lockedBy !== null && room.lockedBy !== actor.id;
  if (lockedByOther && action !== "see") {
    return new RoomkeeperError("locked", "An admin locked this room; ask them to unlock it.");
  }
  return null;
}

/** Throws what `refuseRoomAction` says. */
export function requireRoomAction(actor: Actor, action: RoomAction, room: RoomFacts): void {
  const refusal = refuseRoomAction(actor, action, room);
  if (refusal) throw refusal;
}
