import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { requireTokenAdmin } from "@/lib/tokens/token-policy";
import { isSpaceName, type Space } from "./space";

/** Creates a space. Throws `name_taken` if there is one of that name. */
export async function createSpace(ctx: Context, input: { name: string }): Promise<Space> {
  requireTokenAdmin(ctx.actor);
  if (!isSpaceName(input.name)) {
    throw new RoomkeeperError("invalid_document", "A space's name has 1 to 100 characters.");
  }
  return inTransaction(ctx.services.pool, async (db) => {
    const { rows } = await db.query<Omit<Space, "createdAt"> & { createdAt: Date }>(
      `insert into space (id, name) values ($1, $2) on conflict (name) do nothing
       returning id, name, created_at as "createdAt", idle_days as "idleDays", trash_days as "trashDays",
         warn_days as "warnDays", rooms_max as "roomsMax", rooms_per_owner_max as "roomsPerOwnerMax"`,
      [newId("sp"), input.name],
    );
    const [row] = rows;
    if (!row) throw new RoomkeeperError("name_taken", "There is a space of that name already.");
    await recordAudit(db, ctx, {
      action: "space.create",
      outcome: "done",
      spaceId: row.id,
      subject: row.name,
    });
    return { ...row, createdAt: row.createdAt.toISOString() };
  });
}
