import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";

/** The actions on a room in the dashboard. */
export type RoomAction =
  | "see"
  | "extend"
  | "expire"
  | "set-expiry"
  | "delete"
  | "restore"
  | "purge"
  | "lock"
  | "unlock"
  | "mark-watched"
  | "unmark-watched"
  | "pick-film"
  | "unpick-film"
  | "make-link"
  | "change-link"
  | "switch-off-link"
  | "switch-on-link";

/** What the policy must know about a room. */
export interface GuardedRoom {
  /** The account it belongs to; null while nobody has claimed it. */
  ownerId: string | null;
  /** Who locked it, or null. */
  lockedBy: string | null;
}

/** Stands for a room that does not exist. It has no owner, so the policy gives the same answer as for a stranger's room. */
export const UNKNOWN_ROOM: GuardedRoom = { ownerId: null, lockedBy: null };

/**
 * Decides whether an actor may do something with a room. Owners manage their own rooms, and admins manage all rooms. If somebody else
 * locked a room, its owner can see it, but only admins can change it. A stranger gets the same refusal as for a room that does not exist.
 *
 * @returns null when allowed, otherwise the refusal
 */
export function refuseRoomAction(
  actor: Actor,
  action: RoomAction,
  room: GuardedRoom,
): RoomkeeperError | null {
  if (actor.kind === "system") return null;
  if (actor.kind !== "person") {
    return new RoomkeeperError("unauthorized", "Sign in to manage rooms.");
  }
  if (actor.banned) {
    return new RoomkeeperError("banned", "This account may not manage rooms here.");
  }
  if (actor.role === "admin") return null;
  if (room.ownerId !== actor.id) {
    return new RoomkeeperError("not_found", "There is no such room.");
  }
  const lockedByOther = room.lockedBy !== null && room.lockedBy !== actor.id;
  if (lockedByOther && action !== "see") {
    return new RoomkeeperError("locked", "An admin locked this room. Ask an admin to unlock it.");
  }
  return null;
}

/** Throws the refusal of `refuseRoomAction`, if there is one. */
export function requireRoomAction(actor: Actor, action: RoomAction, room: GuardedRoom): void {
  const refusal = refuseRoomAction(actor, action, room);
  if (refusal) throw refusal;
}
