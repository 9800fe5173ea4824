import { RoomkeeperError } from "@/lib/core/errors";
import type { Queryable } from "@/lib/db/queryable";

/** Whether the instance has no data that a restore would delete. */
export async function isEmpty(db: Queryable): Promise<boolean> {
  return (await findHeld(db)).length === 0;
}

/** Throws `conflict` if the instance has data that a restore would delete. */
export async function requireEmpty(db: Queryable): Promise<void> {
  const rows = await findHeld(db);
  if (rows.length === 0) return;
  const held = rows.map(({ what, n }) => `${n} ${what}`).join(", ");
  throw new RoomkeeperError(
    "conflict",
    `This instance is not empty (${held}). Restore into an empty one, or replace everything with --replace.`,
  );
}

/**
 * What data the instance has. What the first start itself creates (a space, its unused token, settings, log lines, runs) does not count.
 */
async function findHeld(db: Queryable): Promise<{ what: string; n: number }[]> {
  const { rows } = await db.query<{ what: string; n: number }>(
    `select * from (
       select 'rooms' as what, count(*)::int as n from room union all
       select 'former rooms', count(*)::int from room_tombstone union all
       select 'film titles', count(*)::int from media union all
       select 'accounts', count(*)::int from person union all
       select 'spaces', greatest(count(*) - 1, 0)::int from space union all
       select 'tokens', greatest(count(*) - 1, 0)::int from token union all
       select 'tokens in use', count(*)::int from token where last_used_at is not null) held where n > 0`,
  );
  return rows;
}
