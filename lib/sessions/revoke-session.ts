import { processContext } from "@/lib/wire/process-context";

/** Ends one session at once, on every instance. */
export async function revokeSession(sessionId: string): Promise<void> {
  await processContext().pool.query(
    "update session set revoked_at = now() where id = $1 and revoked_at is null",
    [sessionId],
  );
}
