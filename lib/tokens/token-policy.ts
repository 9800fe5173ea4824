import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Scope } from "./token";

/** Spaces and tokens are an admin's business, or the console's. Throws `unauthorized`, `banned` or `forbidden`. */
export function requireTokenAdmin(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind === "nobody") throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (actor.kind === "person" && actor.banned) {
    throw new RoomkeeperError("banned", "This account may not look after rooms here.");
  }
  if (actor.kind !== "person" || actor.role !== "admin") {
    throw new RoomkeeperError("forbidden", "Only an admin may look after spaces and tokens.");
  }
}

/** The space that a token with the scope speaks for. Throws `unauthorized` without a token, `forbidden` without the scope. */
export function requireScope(actor: Actor, scope: Scope): string {
  const { scopes, spaceId } = requireToken(actor);
  if (!scopes.includes(scope)) {
    throw new RoomkeeperError("forbidden", `This token lacks the scope ${scope}.`);
  }
  return spaceId;
}

/** Rotating is an admin's business, the console's, or the token's own. Throws as `requireTokenAdmin` does. */
export function requireTokenRotation(actor: Actor, tokenId: string): void {
  if (actor.kind !== "token" || actor.id !== tokenId) requireTokenAdmin(actor);
}

/** Throws as `requireScope` does, for the first of the scopes, unless the token has one of them; without any, it is enough. */
export function requireAnyScope(actor: Actor, scopes: readonly Scope[]): void {
  const [first] = scopes;
  if (first === undefined) requireToken(actor);
  else requireScope(actor, scopes.find((scope) => hasScope(actor, scope)) ?? first);
}

/** Whose token it is. Throws `unauthorized` without one. */
export function requireToken(actor: Actor): Extract<Actor, { kind: "token" }> {
  if (actor.kind === "token") return actor;
  throw new RoomkeeperError("unauthorized", "A token is needed: Authorization: Bearer rk_…");
}

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === "token" && actor.scopes.includes(scope);
}
