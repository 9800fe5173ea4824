import type { Role } from "@/lib/core/person";
import type { Services } from "@/lib/runtime/services";

/** The person of a session that may have ended. */
export interface PersonOfSession {
  id: string;
  name: string;
  role: Role;
  banned: boolean;
  /** Whether somebody ended it by signing out, in this browser or from another one. */
  isRevoked: boolean;
}

/** Reads the person of a session that may have ended; null if the session's row was deleted. */
export async function readPersonOfSession(
  { pool }: Pick<Services, "pool">,
  sessionId: string,
): Promise<PersonOfSession | null> {
  const { rows } = await pool.query<PersonOfSession>(
    `select person.id, person.name, person.role, person.banned_at is not null as banned,
       session.revoked_at is not null as "isRevoked"
     from session join person on person.id = session.person_id where session.id = $1`,
    [sessionId],
  );
  return rows[0] ?? null;
}
