import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";

export interface NewSession {
  personId: string;
  method: "plex" | "link";
  userAgent: string | null;
  /** The former session of this browser. If it was the same person's, the new sign-in is not reported to them. */
  formerSessionId?: string | null;
}

/** Opens a session through `db` (the sign-in's own transaction) and returns its id. */
export async function createSession(db: Queryable, session: NewSession): Promise<string> {
  const id = newId("se");
  const agent = session.userAgent?.slice(0, 300).toWellFormed() ?? null;
  await db.query(
    `insert into session (id, person_id, method, user_agent, expires_at, acknowledged_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5),
       (select now() from session former where former.id = $6 and former.person_id = $2))`,
    [
      id,
      session.personId,
      session.method,
      agent,
      LIMITS.sessionDays,
      session.formerSessionId ?? null,
    ],
  );
  return id;
}
