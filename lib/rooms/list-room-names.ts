import sql from "sql-template-tag";
import type { Context } from "@/lib/runtime/context";
import { kindLabel } from "./kind-label";
import { ownershipCondition } from "./rooms-where";

export interface NamedRoom {
  id: string;
  name: string;
  /** What it is called by its kind; null while only one kind is served. */
  kindLabel: string | null;
}

/** The names of those of the given rooms that the actor may manage, in alphabetical order, at most `limit`. */
export async function listRoomNames(
  ctx: Context,
  input: { roomIds: readonly string[]; limit: number },
): Promise<NamedRoom[]> {
  const owned = ownershipCondition(ctx.actor, "everyone");
  const { rows } = await ctx.services.pool.query<Omit<NamedRoom, "kindLabel"> & { kind: string }>(
    sql`select room.id, room.name, room.kind from room
      where room.id = any (${input.roomIds}) and room.kind = any (${ctx.services.kinds}) and ${owned}
      order by room.name, room.id limit ${input.limit}`,
  );
  return rows.map(({ kind, ...room }) => ({ ...room, kindLabel: kindLabel(ctx.services, kind) }));
}
