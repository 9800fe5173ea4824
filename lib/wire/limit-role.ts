import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "./queryable";

/** What a direct connection asks for when it begins. */
const SETTINGS = {
  statement_timeout: LIMITS.statementMs,
  lock_timeout: LIMITS.lockMs,
  idle_in_transaction_session_timeout: LIMITS.statementMs,
};

/**
 * Writes the limits of a session into the database's settings for this user, for instances behind a pooler, which refuses them when
 * a connection begins. A user that may not is left alone: the client gives up on its own.
 */
export async function limitRole(db: Queryable): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS)) {
    await db
      .query(
        `do $$ begin execute format('alter role %I in database %I set ${name} = ${value}', current_user, current_database()); end $$`,
      )
      .catch(() => {});
  }
}
