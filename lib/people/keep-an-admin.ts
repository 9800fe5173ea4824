import { RoomkeeperError } from "@/lib/core/errors";
import { CONSOLE_ID } from "@/lib/core/person";
import type { Queryable } from "@/lib/db/queryable";

/**
 * Throws `conflict` if the person is the only admin. Locks the rows of all admins in a fixed order until the transaction ends, so that
 * two admins cannot demote each other at the same time. The console's account does not count as an admin here.
 */
export async function keepAnAdmin(db: Queryable, personId: string): Promise<void> {
  const admins = await db.query<{ id: string }>(
    `select id from person where role = 'admin' and banned_at is null and id <> $1
     order by id for update`,
    [CONSOLE_ID],
  );
  const ids = admins.rows.map(({ id }) => id);
  if (ids.length === 1 && ids[0] === personId) {
    throw new RoomkeeperError(
      "conflict",
      "This is the only admin. Make somebody else an admin first.",
    );
  }
}
