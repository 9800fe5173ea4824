/** The caller of an operation. */
export type Actor =
  | { kind: "nobody" }
  | {
      kind: "token";
      id: string;
      /** The id of the token's chain: the first token and all tokens that replaced it by rotation. They share one rate limit. */
      chainId: string;
      name: string;
      spaceId: string;
      scopes: readonly string[];
    }
  | { kind: "person"; id: string; name: string; role: "owner" | "admin"; banned: boolean }
  | { kind: "system"; name: string };

/** The actor's name and account id, for the columns created_by and created_by_id. */
export function createdByOf(actor: Actor): [name: string | null, personId: string | null] {
  return ["name" in actor ? actor.name : null, actor.kind === "person" ? actor.id : null];
}

/** The id of an actor's account or token, as rows store it; null for the system and for anonymous callers. */
export function actorIdOf(actor: Actor): string | null {
  return actor.kind === "person" || actor.kind === "token" ? actor.id : null;
}
