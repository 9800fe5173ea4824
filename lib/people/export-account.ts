import type { Context } from "@/lib/core/context";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/wire/process-context";
import { requirePerson } from "./people-policy";

/**
 * Everything kept about the asker: the account, its sessions, what it did, and the rooms it opened (their names and dates; the
 * rooms themselves can be exported one by one). At most `LIMITS.countedRowsMax` lines of each.
 */
export async function exportAccount(ctx: Context): Promise<Record<string, unknown>> {
  const { id } = requirePerson(ctx.actor);
  const { pool } = processContext();
  const list = async (statement: string) =>
    (await pool.query(`${statement} limit ${LIMITS.countedRowsMax}`, [id])).rows;
  const [account] = await list(
    `select id, username, name, thumb_url as "thumbUrl", role, created_at as "createdAt",
       last_sign_in_at as "lastSignInAt" from person where id = $1`,
  );
  return {
    account,
    sessions: await list(
      `select created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
         revoked_at as "revokedAt", method, user_agent as "userAgent"
       from session where person_id = $1 order by created_at`,
    ),
    rooms: await list(
      `select name, kind, created_at as "createdAt", last_activity_at as "lastActivityAt",
         rating_count as ratings, match_count as matches, trashed_at as "trashedAt", purge_at as "purgeAt"
       from room where creator_id = $1 order by created_at, id`,
    ),
    log: await list(
      `select at, action, outcome, code, room_name as "roomName", subject, detail, count
       from audit_entry where actor_kind = 'person' and actor_id = $1 order by id`,
    ),
  };
}
