import type { Actor } from "./actor";
import { RoomkeeperError } from "./errors";
import { CONSOLE_ID } from "./person";

export type PersonActor = Extract<Actor, { kind: "person" }>;

/** Returns the actor if it is a signed-in account that is not banned. Otherwise throws `unauthorized` or `banned`. */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.kind !== "person") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.banned) {
    throw new RoomkeeperError("banned", "This account may not change anything here.");
  }
  return actor;
}

/** Returns the actor if it is an admin who is not banned. Otherwise throws `unauthorized`, `banned` or `forbidden`. */
export function requireAdminActor(actor: Actor): PersonActor {
  const person = requirePerson(actor);
  if (person.role !== "admin") {
    throw new RoomkeeperError("forbidden", "Only an admin may do this.");
  }
  return person;
}

/** Throws `forbidden` if the action is on the admin's own account or on the console's account. */
export function requireOther(actor: PersonActor, personId: string): void {
  if (personId === actor.id) {
    throw new RoomkeeperError("forbidden", "You cannot do this to your own account.");
  }
  if (personId === CONSOLE_ID) {
    throw new RoomkeeperError("forbidden", "The console’s account cannot be changed.");
  }
}
