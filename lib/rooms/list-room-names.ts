import sql from "sql-template-tag";
import type { Context } from "@/lib/runtime/context";
import { ownershipCondition } from "./rooms-where";

/** The names of those of the given rooms that the actor may manage, in alphabetical order, at most `limit`. */
export async function listRoomNames(
  ctx: Context,
  input: { roomIds: readonly string[]; limit: number },
): Promise<{ id: string; name: string }[]> {
  const owned = ownershipCondition(ctx.actor, "everyone");
  const { rows } = await ctx.services.pool.query<{ id: string; name: string }>(
    sql`select r.id, r.name from room r
      where r.id = any (${input.roomIds}) and r.kind = any (${ctx.services.kinds}) and ${owned}
      order by r.name, r.id limit ${input.limit}`,
  );
  return rows;
}
