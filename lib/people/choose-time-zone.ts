import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { requirePerson } from "@/lib/core/person-policy";
import { isTimeZone } from "@/lib/core/time-zone";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";

/** Sets the time zone of the caller's account for all browsers; with null each browser uses its own zone again. */
export async function chooseTimeZone(
  ctx: Context,
  input: { timeZone: string | null },
): Promise<void> {
  const { timeZone } = input;
  const event = { action: "person.time-zone" as const, detail: { timeZone } };
  return withRefusalAudit(ctx, event, async () => {
    const { id } = requirePerson(ctx.actor);
    if (timeZone !== null && !isTimeZone(timeZone)) {
      throw new RoomkeeperError("invalid_request", "That is not a time zone of the IANA database.");
    }
    await inTransaction(ctx.services.pool, async (db) => {
      await db.query("update person set time_zone_chosen = $2 where id = $1", [id, timeZone]);
      await recordAudit(db, ctx, { ...event, outcome: "done" });
    });
  });
}
