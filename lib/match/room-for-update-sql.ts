import type { Queryable } from "@/lib/db/queryable";
import { incarnationOf } from "./rooms-sql";

/** Selects a room by its name: the open one or, with `trashedCreatedAt`, one incarnation in the trash. */
export interface RoomSelector {
  spaceId: string;
  name: string;
  trashedCreatedAt?: string;
}

/** The facts about a room that conditions depend on. */
export interface CurrentRoom {
  id: string;
  version: number;
  locked: boolean;
}

/**
 * Locks a name and the row of the selected room until the transaction ends; null if there is no such room. The name is locked before the
 * row, as in all other code that creates, restores or purges rooms.
 */
export async function readMatchRoomForUpdate(
  db: Queryable,
  asked: RoomSelector,
): Promise<CurrentRoom | null> {
  const { spaceId, name, trashedCreatedAt } = asked;
  await db.query("select lock_room_name($1, 'match', $2)", [spaceId, name]);
  const { rows } = await db.query<CurrentRoom>(
    `select id, version, locked_at is not null as locked from room
     where space_id = $1 and name = $2 and kind = 'match' and case when $3::timestamptz is null
       then is_open(room, clock_timestamp()) else created_at = $3 and not is_open(room, clock_timestamp()) end
     for no key update`,
    [spaceId, name, trashedCreatedAt === undefined ? null : incarnationOf(trashedCreatedAt)],
  );
  return rows[0] ?? null;
}
