/** Who is asking. */
export type Actor =
  | { kind: "nobody" }
  | {
      kind: "token";
      id: string;
      /** The id of the token's family: all tokens that were rotated from one another. They share one rate limit. */
      familyId: string;
      name: string;
      spaceId: string;
      scopes: readonly string[];
    }
  | { kind: "person"; id: string; name: string; role: "owner" | "admin"; banned: boolean }
  | { kind: "system"; name: string };

/** The actor's name and account id, for the columns created_by and created_by_id. */
export function makerOf(actor: Actor): [name: string | null, personId: string | null] {
  return ["name" in actor ? actor.name : null, actor.kind === "person" ? actor.id : null];
}

/** The id that rows name an actor by: an account's or a token's; null for the system and for nobody. */
export function actorIdOf(actor: Actor): string | null {
  return actor.kind === "person" || actor.kind === "token" ? actor.id : null;
}
