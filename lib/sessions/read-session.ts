import { LIMITS } from "@/lib/core/limits";
import type { Role } from "@/lib/core/person";
import type { Services } from "@/lib/runtime/services";

/** A valid session and its person, as they are now. */
export interface ValidSession {
  sessionId: string;
  id: string;
  name: string;
  username: string;
  thumbUrl: string | null;
  role: Role;
  banned: boolean;
  banReason: string | null;
  /** The IANA time zone that a browser of this account sent last, and the one that the person chose. */
  timeZoneFound: string | null;
  timeZoneChosen: string | null;
}

/**
 * Reads a session and its person; null if it was revoked, has expired or never existed. It is read at every request, so that a
 * revocation, a ban or a new role takes effect immediately on every instance.
 */
export async function readSession(
  { pool }: Pick<Services, "pool">,
  sessionId: string,
): Promise<ValidSession | null> {
  const found = await pool.query<ValidSession & { stale: boolean }>(
    `select session.id as "sessionId", person.id, person.name, person.username, person.thumb_url as "thumbUrl", person.role,
       person.banned_at is not null as banned, person.ban_reason as "banReason",
       person.time_zone_found as "timeZoneFound", person.time_zone_chosen as "timeZoneChosen",
       session.last_seen_at < now() - make_interval(mins => $2) as stale
     from session join person on person.id = session.person_id
     where session.id = $1 and session.revoked_at is null and session.expires_at > now()`,
    [sessionId, LIMITS.sessionSeenEveryMinutes],
  );
  const [row] = found.rows;
  if (!row) return null;
  const { stale, ...session } = row;
  if (stale) {
    await pool.query("update session set last_seen_at = now() where id = $1", [sessionId]);
  }
  return session;
}
