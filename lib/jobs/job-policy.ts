import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";

/** Throws unless the actor is an admin, the only one who may see and run background jobs. An owner gets `not_found`. */
export function requireJobAdmin(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind !== "person") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not look after jobs here.");
  }
  if (actor.role !== "admin") throw new RoomkeeperError("not_found", "There is no such job.");
}

/** Throws unless the actor is the console, because a person who can run commands on the server has access to all its data anyway. */
export function requireOperator(actor: Actor): void {
  if (actor.kind !== "system")
    throw new RoomkeeperError("forbidden", "Only the console may do that.");
}
