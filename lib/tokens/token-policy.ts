import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Scope } from "./token";

/** Only admins and the console may manage spaces and tokens. Throws `unauthorized`, `banned` or `forbidden`. */
export function requireTokenAdmin(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind === "nobody") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.kind === "person" && actor.banned) {
    throw new RoomkeeperError("banned", "This account may not manage rooms here.");
  }
  if (actor.kind !== "person" || actor.role !== "admin") {
    throw new RoomkeeperError("forbidden", "Only an admin may look after spaces and tokens.");
  }
}

/** Returns the space of a token with the scope. Throws `unauthorized` without a token, and `forbidden` without the scope. */
export function requireScope(actor: Actor, scope: Scope): string {
  const { scopes, spaceId } = requireToken(actor);
  if (!scopes.includes(scope)) {
    throw new RoomkeeperError("forbidden", `This token lacks the scope ${scope}.`);
  }
  return spaceId;
}

/** Only admins, the console and the token itself may rotate it. Throws as `requireTokenAdmin` does. */
export function requireTokenRotation(actor: Actor, tokenId: string): void {
  if (actor.kind !== "token" || actor.id !== tokenId) requireTokenAdmin(actor);
}

/** Throws as `requireScope` does unless the token has one of the scopes. If `scopes` is empty, any token is enough. */
export function requireAnyScope(actor: Actor, scopes: readonly Scope[]): void {
  const [first] = scopes;
  if (first === undefined) requireToken(actor);
  else requireScope(actor, scopes.find((scope) => hasScope(actor, scope)) ?? first);
}

/** Returns the token. Throws `unauthorized` if the actor is not a token. */
export function requireToken(actor: Actor): Extract<Actor, { kind: "token" }> {
  if (actor.kind === "token") return actor;
  throw new RoomkeeperError("unauthorized", "A token is needed: Authorization: Bearer rk_…");
}

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === "token" && actor.scopes.includes(scope);
}
