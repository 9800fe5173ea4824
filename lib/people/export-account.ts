import { WITHHOLDING_CODES } from "@/lib/audit/refused-event";
import { LIMITS } from "@/lib/core/limits";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";

/**
 * Exports the stored data about the actor: the account, its sessions, its actions, its links for groups without their addresses, and the
 * names and dates of its rooms (the rooms themselves can be exported one by one). Refusals about rooms that the person may not see are
 * exported as a count per hour, so that the export does not reveal whether such a room exists. Each list has at most `LIMITS.countedRowsMax` entries.
 */
export async function exportAccount(ctx: Context): Promise<Record<string, unknown>> {
  const { id } = requirePerson(ctx.actor);
  const { pool } = ctx.services;
  const list = async (statement: string) =>
    (await pool.query(`${statement} limit ${LIMITS.countedRowsMax}`, [id])).rows;
  const [account] = await list(
    `select id, username, name, thumb_url as "thumbUrl", role, created_at as "createdAt",
       last_sign_in_at as "lastSignInAt", time_zone_found as "timeZoneFound",
       time_zone_chosen as "timeZoneChosen", mail_address as "mailAddress", own_mail_address as "ownMailAddress",
       wants_mail as "wantsMail" from person where id = $1`,
  );
  return {
    account,
    addressRequests: await list(
      `select address, asked_at as "askedAt", ends_at as "endsAt", used_at as "usedAt" from address_request
       where person_id = $1`,
    ),
    pushBrowsers: await list(
      `select push_subscription.made_at as "madeAt", session.user_agent as "userAgent" from push_subscription
       join session on session.id = push_subscription.session_id where push_subscription.person_id = $1`,
    ),
    sessions: await list(
      `select created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
         revoked_at as "revokedAt", method, user_agent as "userAgent"
       from session where person_id = $1 order by created_at`,
    ),
    rooms: await list(
      `select name, kind, created_at as "createdAt", last_activity_at as "lastActivityAt",
         rating_count as ratings, match_count as matches, trashed_at as "trashedAt", purge_at as "purgeAt"
       from room where owner_id = $1 order by created_at, id`,
    ),
    links: await list(
      `select room.name as room, link.made_at as "madeAt", link.ends_at as "endsAt", link.off_at as "offAt",
         link.shows_names as "showsNames"
       from room_link link join room on room.space_id = link.space_id and room.id = link.room_id
       where link.made_by_id = $1 order by link.made_at, room.id`,
    ),
    log: await list(
      `with mine as (
         select *, outcome <> 'done' and owner_id is distinct from $1
           and code in (${WITHHOLDING_CODES.map((code) => `'${code}'`).join(", ")}) as is_withheld
         from audit_entry where actor_kind = 'person' and actor_id = $1
       ), told as (
         select id, at, action, outcome, code, count, case when is_withheld then null else room_name end as "roomName",
           case when is_withheld then null else subject end as subject,
           case when is_withheld then null else detail end as detail,
           case when is_withheld then date_trunc('hour', at)::text else id::text end as line
         from mine
       )
       select max(at) as at, action, outcome, code, "roomName", subject, detail, sum(count)::int as count
       from told group by line, action, outcome, code, "roomName", subject, detail order by max(at), max(id)`,
    ),
  };
}
