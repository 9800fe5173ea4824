import type { Actor } from "@/lib/core/actor";

/** The values of the audit log's columns actor_kind, actor_id and actor_name, for statements that write their own audit row. */
export function actorColumns(actor: Actor): [kind: string, id: string | null, name: string] {
  if (actor.kind === "nobody") return ["system", null, "somebody"];
  return [actor.kind, "id" in actor ? actor.id : null, actor.name];
}
