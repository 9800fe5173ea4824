import { LIMITS } from "@/lib/core/limits";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";

/** A browser that is signed in. Times are ISO 8601. */
export interface ListedSession {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  method: "plex" | "link";
  userAgent: string | null;
  /** True until the person confirms in another browser that they know this session. */
  isNew: boolean;
}

interface SessionRow {
  id: string;
  created_at: Date;
  last_seen_at: Date;
  method: ListedSession["method"];
  user_agent: string | null;
  acknowledged_at: Date | null;
}

/** Lists the signed-in browsers of the actor, most recently used first. */
export async function listSessions(ctx: Context): Promise<ListedSession[]> {
  const { id } = requirePerson(ctx.actor);
  const { rows } = await ctx.services.pool.query<SessionRow>(
    `select id, created_at, last_seen_at, method, user_agent, acknowledged_at from session
     where person_id = $1 and revoked_at is null and expires_at > now()
     order by last_seen_at desc, id limit $2`,
    [id, LIMITS.pageItemsMax],
  );
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    method: row.method,
    userAgent: row.user_agent,
    isNew: row.acknowledged_at === null,
  }));
}
