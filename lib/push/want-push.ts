import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { checkPushTarget, type PushBounds } from "./check-push-target";
import { type PushTarget, sealTarget } from "./push-target";

/**
 * Turns push messages on for the browser of a session. What the browser had before is replaced. Throws `invalid_document` for a
 * subscription that cannot be used, and `conflict` if the caller has as many browsers as are allowed.
 * @param input.sessionId the caller's session in this browser
 */
export async function wantPush(
  ctx: Context,
  input: { sessionId: string; target: PushTarget },
  bounds?: PushBounds,
): Promise<void> {
  const event = { action: "person.push" as const, detail: { isWanted: true } };
  return withRefusalAudit(ctx, event, async () => {
    const { id: personId } = requirePerson(ctx.actor);
    const target = await checkPushTarget(input.target, bounds);
    const endpointHash = createHash("sha256").update(target.endpoint).digest("base64url");
    await inTransaction(ctx.services.pool, async (db) => {
      // Two browsers of one person are counted one after the other.
      await db.query("select 1 from person where id = $1 for no key update", [personId]);
      await db.query("delete from push_subscription where session_id = $1 or endpoint_hash = $2", [
        input.sessionId,
        endpointHash,
      ]);
      const id = newId("ps");
      const made = await db.query(
        `insert into push_subscription (id, person_id, session_id, target_sealed, endpoint_hash)
         select $1, session.person_id, session.id, $4, $5 from session
         where session.id = $2 and session.person_id = $3 and session.revoked_at is null
           and (select count(*) from push_subscription other where other.person_id = $3) < $6`,
        [
          ...[id, input.sessionId, personId],
          ...[sealTarget(ctx.services.secretBox, id, target), endpointHash],
          LIMITS.pushBrowsersPerPersonMax,
        ],
      );
      if (made.rowCount !== 1) {
        const message = `At most ${LIMITS.pushBrowsersPerPersonMax} browsers get push messages. Turn them off in another one first.`;
        throw new RoomkeeperError("conflict", message);
      }
      await recordAudit(db, ctx, { ...event, outcome: "done" });
    });
  });
}

/** Turns push messages off for one browser of the caller. Does nothing if it gets none. */
export async function refusePush(ctx: Context, input: { id: string }): Promise<void> {
  const event = { action: "person.push" as const, detail: { isWanted: false } };
  return withRefusalAudit(ctx, event, async () => {
    const { id: personId } = requirePerson(ctx.actor);
    await inTransaction(ctx.services.pool, async (db) => {
      const gone = await db.query(
        "delete from push_subscription where id = $1 and person_id = $2",
        [input.id, personId],
      );
      if (gone.rowCount) await recordAudit(db, ctx, { ...event, outcome: "done" });
    });
  });
}
