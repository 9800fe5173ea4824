import type { Actor } from "./actor";
import { RoomkeeperError } from "./errors";
import { CONSOLE_ID } from "./person";

export type PersonActor = Extract<Actor, { kind: "person" }>;

/** A signed-in account that is not banned. Throws `unauthorized` or `banned`. */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind !== "person") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not change anything here.");
  }
  return actor;
}

/** An admin. Throws `unauthorized`, `banned` or `forbidden`. */
export function requireAdminActor(actor: Actor): PersonActor {
  const person = requirePerson(actor);
  if (person.role !== "admin") {
    throw new RoomkeeperError("forbidden", "Only an admin may do this.");
  }
  return person;
}

/** What no admin may do to anyone: to themselves, or to the console's account. */
export function requireOther(actor: PersonActor, personId: string): void {
  if (personId === actor.id) {
    throw new RoomkeeperError("forbidden", "Nobody does this to their own account.");
  }
  if (personId === CONSOLE_ID) {
    throw new RoomkeeperError("forbidden", "The console’s account stays as it is.");
  }
}
