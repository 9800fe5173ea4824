import type { Queryable } from "@/lib/db/queryable";
import type { GuardedRoom } from "@/lib/rooms/room-policy";

/** Reads what the policy must know about rooms. Deleted rooms are left out. */
export async function readGuards(
  db: Queryable,
  roomIds: readonly string[],
): Promise<Map<string, GuardedRoom>> {
  if (roomIds.length === 0) return new Map();
  const { rows } = await db.query<GuardedRoom & { id: string }>(
    `select id, owner_id as "ownerId", locked_by as "lockedBy" from room where id = any ($1)`,
    [roomIds],
  );
  return new Map(rows.map(({ id, ...guard }) => [id, guard]));
}

/** Reads the current role of each valid session whose person is not banned. All other sessions are left out. */
export async function readLiveRoles(
  db: Queryable,
  sessionIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; role: string }>(
    `select session.id, person.role from session join person on person.id = session.person_id
     where session.id = any ($1) and session.revoked_at is null and session.expires_at > now()
       and person.banned_at is null`,
    [sessionIds],
  );
  return new Map(rows.map(({ id, role }) => [id, role]));
}
