import type { Actor } from "@/lib/core/context";
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
  if (actor.kind !== "token") {
    throw new RoomkeeperError("unauthorized", "A token is needed: Authorization: Bearer rk_…");
  }
  if (!actor.scopes.includes(scope)) {
    throw new RoomkeeperError("forbidden", `This token lacks the scope ${scope}.`);
  }
  return actor.spaceId;
}

/** The space that a token with one of the scopes speaks for. Throws as `requireScope` does for the first of them. */
export function requireAnyScope(actor: Actor, scopes: readonly Scope[]): string {
  const [first] = scopes;
  if (first === undefined) throw new Error("An operation needs at least one scope.");
  return requireScope(actor, scopes.find((scope) => hasScope(actor, scope)) ?? first);
}

export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === "token" && actor.scopes.includes(scope);
}
