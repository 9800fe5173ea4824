import { type Db, incarnationOf } from "./rooms-sql";

/** A room by its name: the open one, or one incarnation in the trash. */
export interface RoomAsked {
  spaceId: string;
  name: string;
  trashedLife?: string;
}

/** The facts about a room that conditions depend on. */
export interface HeldRoom {
  id: string;
  version: number;
  locked: boolean;
}

/**
 * Locks a name and the room of that name until the transaction ends; null if there is no such room. It locks the name first and then
 * the row, in the same order as everything else that makes or ends rooms.
 */
export async function holdMatchRoom(db: Db, asked: RoomAsked): Promise<HeldRoom | null> {
  const { spaceId, name, trashedLife } = asked;
  await db.query("select lock_room_name($1, 'match', $2)", [spaceId, name]);
  const { rows } = await db.query<HeldRoom>(
    `select id, version, locked_at is not null as locked from room
     where space_id = $1 and name = $2 and kind = 'match' and case when $3::timestamptz is null
       then is_open(room, clock_timestamp()) else created_at = $3 and not is_open(room, clock_timestamp()) end
     for no key update`,
    [spaceId, name, trashedLife === undefined ? null : incarnationOf(trashedLife)],
  );
  return rows[0] ?? null;
}
