import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";

/** Only admins may import and export rooms. Throws `unauthorized`, `banned` or `forbidden`. */
export function requireDataAdmin(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind === "nobody") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.kind === "person" && actor.banned) {
    throw new RoomkeeperError("banned", "This account may not manage rooms here.");
  }
  if (actor.kind !== "person" || actor.role !== "admin") {
    throw new RoomkeeperError("forbidden", "Only an admin may bring rooms in or take them out.");
  }
}
