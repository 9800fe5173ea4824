import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { CONSOLE_ID } from "@/lib/core/person";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { keepAnAdmin } from "./keep-an-admin";

const ERASED = "an erased account";

/**
 * Deletes the actor's name, picture, role, sessions and links for groups. The audit log keeps the actions without the name. Rooms belong to their game
 * server and stay, with the Plex id that it sends with them; a person who signs in with that id sees them again.
 */
export async function eraseAccount(ctx: Context): Promise<void> {
  return withRefusalAudit(ctx, { action: "person.erase" }, async () => {
    const { id } = requirePerson(ctx.actor);
    if (id === CONSOLE_ID) {
      throw new RoomkeeperError("forbidden", "The console’s account contains no personal data.");
    }
    await inTransaction(ctx.services.pool, async (db) => {
      await keepAnAdmin(db, id);
      // The history of the person's rooms, and the lines about the address, name it masked.
      await db.query(
        `update audit_entry set detail = detail - 'to' where detail ? 'to' and (
           (action = 'room.mail-warning' and owner_id = $1)
           or (action like 'person.%-address' and actor_kind = 'person' and actor_id = $1))`,
        [id],
      );
      await db.query(
        `update audit_entry set actor_id = null, actor_name = $2, fold_key = null
         where actor_kind = 'person' and actor_id = $1`,
        [id, ERASED],
      );
      await db.query("update audit_entry set subject = $2 where detail->>'personId' = $1", [
        id,
        ERASED,
      ]);
      for (const table of ["token", "webhook"]) {
        await db.query(
          `update ${table} set created_by = $2, created_by_id = null where created_by_id = $1`,
          [id, ERASED],
        );
      }
      await db.query(
        "update room_watched_film set watched_by = $2, watched_by_id = null where watched_by_id = $1",
        [id, ERASED],
      );
      await db.query(
        "update room_picked_film set picked_by = $2, picked_by_id = null where picked_by_id = $1",
        [id, ERASED],
      );
      // Nobody is left who could switch them off.
      await db.query("delete from room_link where made_by_id = $1", [id]);
      await db.query("delete from person where id = $1", [id]);
      const actor = { kind: "system", name: ERASED } as const;
      await recordAudit(db, { ...ctx, actor }, { action: "person.erase", outcome: "done" });
    });
  });
}
