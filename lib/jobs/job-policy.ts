import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";

/** Throws unless the actor may look after background jobs: admins only; owners are told that there is no such thing. */
export function requireJobAdmin(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind !== "person") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not look after jobs here.");
  }
  if (actor.role !== "admin") throw new RoomkeeperError("not_found", "There is no such job.");
}

/** Throws unless it comes from the console: whoever can run commands on the server may copy all of it or replace it. */
export function requireOperator(actor: Actor): void {
  if (actor.kind !== "system")
    throw new RoomkeeperError("forbidden", "Only the console may do that.");
}
