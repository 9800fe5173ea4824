import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import { STORED_ROOM_COLUMNS, type StoredRoom } from "./rooms-sql";

/** Yields the open match rooms of a space by name, read page by page. */
export async function* readOpenRooms(db: Queryable, spaceId: string): AsyncGenerator<StoredRoom> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: StoredRoom[] } = await db.query<StoredRoom>({
      name: "list-open-rooms",
      text: `select ${STORED_ROOM_COLUMNS} from room
        where room.space_id = $1 and room.kind = 'match' and is_open(room) and ($2::text is null or room.name > $2)
        order by room.name limit $3`,
      values: [spaceId, after, LIMITS.pageItemsMax],
    });
    yield* rows;
    after = rows.at(-1)?.name ?? null;
    if (rows.length < LIMITS.pageItemsMax) return;
  }
}

/** Whether a match room of this name is open. */
export async function hasOpenRoom(db: Queryable, spaceId: string, name: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: "has-room",
    text: `select 1 from room where space_id = $1 and name = $2 and kind = 'match' and is_open(room)`,
    values: [spaceId, name],
  });
  return rowCount === 1;
}
