import { notingRefusals } from "@/lib/audit/noting-refusals";
import { recordAudit } from "@/lib/audit/record-audit";
import { now } from "@/lib/core/clock";
import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/wire/process-context";
import { inTransaction } from "@/lib/wire/transaction";
import { requirePerson } from "./people-policy";
import { hashOfSetupCode, SETUP_KEY } from "./setup-code";

const GUESSES_KEY = "setup.guesses";

/**
 * Makes the signed-in account the first admin, against the setup code from the console. Of two that arrive together one wins.
 * `LIMITS.setupGuessesMax` wrong codes in `LIMITS.setupGuessMinutes` minutes, by anyone, close the door for the rest of them.
 */
export async function claimSetup(ctx: Context, input: { code: string }): Promise<void> {
  return notingRefusals(ctx, { action: "setup.claim" }, async () => {
    const actor = requirePerson(ctx.actor);
    await countGuess();
    await inTransaction(async (db) => {
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
      await db.query("delete from setting where key = $1", [GUESSES_KEY]);
      await recordAudit(db, ctx, { action: "setup.claim", outcome: "done" });
    });
  });
}

/** Counted before the code is looked at, in one statement, so that a flood of guesses at once gets no further than one by one. */
async function countGuess(): Promise<void> {
  const { rows } = await processContext().pool.query<{ guesses: number; seconds: number }>(
    `insert into setting as s (key, value) values ($1, '{"guesses": 1}')
     on conflict (key) do update set
       value = case when s.updated_at < now() - make_interval(mins => $2) then '{"guesses": 1}'::jsonb
         else jsonb_build_object('guesses', (s.value->>'guesses')::int + 1) end,
       updated_at = case when s.updated_at < now() - make_interval(mins => $2) then now() else s.updated_at end
     returning (value->>'guesses')::int as guesses,
       ceil(extract(epoch from s.updated_at + make_interval(mins => $2) - now()))::int as seconds`,
    [GUESSES_KEY, LIMITS.setupGuessMinutes],
  );
  const [row] = rows;
  if (row && row.guesses > LIMITS.setupGuessesMax) {
    const minutes = Math.max(1, Math.ceil(row.seconds / 60));
    throw new RoomkeeperError(
      "too_many_requests",
      `Too many wrong codes. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
      { retryAfterSeconds: row.seconds },
    );
  }
}
