import type { Queryable } from "@/lib/db/queryable";
import { processContext } from "@/lib/runtime/process-context";

/** Ends one session at once, on every instance. */
export async function revokeSession(
  sessionId: string,
  db: Queryable = processContext().pool,
): Promise<void> {
  await db.query("update session set revoked_at = now() where id = $1 and revoked_at is null", [
    sessionId,
  ]);
}
