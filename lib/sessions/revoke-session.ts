import type { Queryable } from "@/lib/db/queryable";

/** Ends one session at once, on every instance. */
export async function revokeSession(db: Queryable, sessionId: string): Promise<void> {
  await db.query("update session set revoked_at = now() where id = $1 and revoked_at is null", [
    sessionId,
  ]);
}
