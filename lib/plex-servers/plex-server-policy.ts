import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";

/** Only admins and the console may look after Plex servers. Throws `unauthorized`, `banned` or `forbidden`. */
export function requirePlexAdmin(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind === "nobody") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.kind === "person" && actor.banned) {
    throw new RoomkeeperError("banned", "This account may not look after Plex servers here.");
  }
  if (actor.kind !== "person" || actor.role !== "admin") {
    throw new RoomkeeperError("forbidden", "Only an admin may look after Plex servers.");
  }
}
