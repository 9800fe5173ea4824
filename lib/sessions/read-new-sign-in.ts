import type { Services } from "@/lib/runtime/services";

/** The newest browser that signed in to an account and was not confirmed in another browser. */
export interface NewSignIn {
  userAgent: string | null;
  method: "plex" | "link";
  /** ISO 8601. */
  createdAt: string;
  /** How many more such browsers there are. */
  more: number;
}

/** Reads the newest unconfirmed sign-in of the session's person; null if there is none. */
export async function readNewSignIn(
  { pool }: Pick<Services, "pool">,
  viewer: {
    id: string;
    sessionId: string;
  },
): Promise<NewSignIn | null> {
  const { rows } = await pool.query<Omit<NewSignIn, "createdAt"> & { createdAt: Date }>(
    `select user_agent as "userAgent", method, created_at as "createdAt", count(*) over ()::int - 1 as more from session
     where person_id = $1 and id <> $2 and acknowledged_at is null and revoked_at is null
       and expires_at > now()
     order by created_at desc limit 1`,
    [viewer.id, viewer.sessionId],
  );
  const [row] = rows;
  if (!row) return null;
  return { ...row, createdAt: row.createdAt.toISOString() };
}
