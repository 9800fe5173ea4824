import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { now } from "@/lib/core/clock";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { hashOfSetupCode, SETUP_KEY } from "./setup-code";

/**
 * Makes the signed-in account the first admin if the setup code from the console is correct. Of two requests at the same time only one
 * succeeds. A person or a network that tries too many codes is locked out for the rest of `LIMITS.setupGuessMinutes` minutes. All callers
 * together have a limit per minute: too low to find one of 2^58 codes, and it keeps the right person out for at most one minute.
 * @param input.network the caller's network, if known
 */
export async function claimSetup(
  ctx: Context,
  input: { code: string; network?: string | null },
): Promise<void> {
  return withRefusalAudit(ctx, { action: "setup.claim" }, async () => {
    const actor = requirePerson(ctx.actor);
    countGuess(ctx, actor.id, input.network ?? null);
    await inTransaction(ctx.services.pool, async (db) => {
      const facts = { claimedAt: now().toISOString(), claimedBy: actor.id };
      const claimed = await db.query(
        `update setting set value = value || $3::jsonb, updated_at = now()
         where key = $1 and value->>'hash' = $2 and value->>'claimedAt' is null`,
        [SETUP_KEY, hashOfSetupCode(input.code), JSON.stringify(facts)],
      );
      if (claimed.rowCount === 0) {
        throw new RoomkeeperError(
          "forbidden",
          "That is not the setup code, or it was used already. The console prints it at every start.",
        );
      }
      await db.query("update person set role = 'admin' where id = $1", [actor.id]);
      await recordAudit(db, ctx, { action: "setup.claim", outcome: "done" });
    });
  });
}

/** Attempts are counted before the code is compared, so that parallel guesses do not get around the limit. */
function countGuess(ctx: Context, personId: string, network: string | null): void {
  const { setupPerson, setupNetwork, setupAll } = ctx.services.rates;
  const takes = [
    () => setupPerson.take(personId),
    ...(network === null ? [] : [() => setupNetwork.take(network)]),
    () => setupAll.take("all"),
  ];
  for (const take of takes) {
    const { isOver, resetSeconds } = take();
    if (!isOver) continue;
    const minutes = Math.ceil(resetSeconds / 60);
    throw new RoomkeeperError(
      "too_many_requests",
      `Too many wrong codes. Try again in ${counted(minutes, "minute")}, or sign in by the link that “npm run -s admin -- link” prints on the server.`,
      { retryAfterSeconds: resetSeconds },
    );
  }
}
