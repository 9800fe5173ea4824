import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { TrashReason } from "@/lib/rooms/room";
import type { SavePreview, ScannedRoom, ScannedTrash, TakenBackRating } from "./copied-room";
import type { SerializedRoom } from "./room";
import { readMatchRoom, STORED_ROOM_COLUMNS, type StoredRoom } from "./rooms-sql";

type Row = StoredRoom & { taken_back: TakenBackRating[] | null; closed_at: Date };

/** Makes a document from a stored room and decrypts its password. */
type Open = (stored: StoredRoom) => SerializedRoom;

const COLUMNS = `${STORED_ROOM_COLUMNS}, coalesce(room.trashed_at, room.expires_at) as closed_at,
  (select json_agg(json_build_array(rating.media_id, rating.user_name, rating.rated_at_ms)) from room_rating rating
    where rating.space_id = room.space_id and rating.room_id = room.id and rating.value is null) as taken_back`;
const OPEN = "is_open(room)";
const GONE = "not is_open(room)";

/** Reads all open rooms of a space, page by page. */
export async function* scanOpenRooms(
  db: Queryable,
  spaceId: string,
  open: Open,
): AsyncGenerator<ScannedRoom> {
  for await (const row of scan(db, spaceId, OPEN)) yield scannedOf(row, open);
}

/** Reads all rooms of a space that are in the trash or have expired. */
export async function* scanTrashedRooms(
  db: Queryable,
  spaceId: string,
  open: Open,
): AsyncGenerator<ScannedTrash> {
  for await (const row of scan(db, spaceId, GONE)) {
    const reason = (row.trash_reason ?? "expired") as TrashReason;
    yield { ...scannedOf(row, open), reason, trashedAt: row.closed_at.toISOString() };
  }
}

function scannedOf(row: Row, open: Open): ScannedRoom {
  const room = open(row);
  return row.taken_back ? { room, takenBack: row.taken_back } : { room };
}

async function* scan(db: Queryable, spaceId: string, condition: string): AsyncGenerator<Row> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: Row[] } = await db.query<Row>(
      `select ${COLUMNS} from room where room.space_id = $1 and room.kind = 'match' and ${condition}
         and ($2::text is null or room.id > $2) order by room.id limit $3`,
      [spaceId, after, LIMITS.scanPageRooms],
    );
    yield* rows;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < LIMITS.scanPageRooms) return;
  }
}

export async function countOpenRooms(db: Queryable, spaceId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from room where room.space_id = $1 and room.kind = 'match' and ${OPEN}`,
    [spaceId],
  );
  return rows[0]?.n ?? 0;
}

/** What a save of that incarnation would find. */
export async function previewSave(
  db: Queryable,
  which: { spaceId: string; name: string; createdAt: string },
  open: Open,
): Promise<SavePreview> {
  const { spaceId, name } = which;
  const createdAt = new Date(which.createdAt);
  const stored = await readMatchRoom(db, spaceId, name);
  if (stored && !stored.expired) {
    return { kind: "open", room: open(stored), isLocked: stored.locked };
  }
  if (stored && stored.created_at.getTime() === createdAt.getTime()) {
    return { kind: "gone", reason: "expired" };
  }
  const { rows } = await db.query<{ reason: string | null }>(
    "select case when newest_match_room($1, $2) >= $3 then gone_reason($1, $2, $3) end as reason",
    [spaceId, name, createdAt],
  );
  const reason = rows[0]?.reason ?? null;
  return reason === null ? { kind: "absent" } : { kind: "gone", reason };
}
