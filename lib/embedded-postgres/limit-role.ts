import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";

/** The limits that a direct connection requests at its start. */
const SETTINGS = {
  statement_timeout: LIMITS.statementMs,
  lock_timeout: LIMITS.lockMs,
  idle_in_transaction_session_timeout: LIMITS.statementMs,
};

/**
 * Stores the limits of a session in the database's settings for this user, because a pooler refuses them at the start of a connection.
 * If the user may not change these settings, nothing happens, and the client's own time limit applies.
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
