import type { Context } from "@/lib/runtime/context";
import { ownershipCondition, Values } from "./rooms-where";

/** The names of those of the given rooms that the actor may manage, in alphabetical order, at most `limit`. */
export async function listRoomNames(
  ctx: Context,
  input: { roomIds: readonly string[]; limit: number },
): Promise<{ id: string; name: string }[]> {
  const values = new Values();
  const owned = ownershipCondition(ctx.actor, "everyone", values);
  const { rows } = await ctx.services.pool.query<{ id: string; name: string }>(
    `select r.id, r.name from room r where r.id = any (${values.add(input.roomIds)}) and r.kind = any (${values.add(ctx.services.kinds)})
       and ${owned}
     order by r.name, r.id limit ${values.add(input.limit)}`,
    values.list,
  );
  return rows;
}
