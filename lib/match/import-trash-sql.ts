import type pg from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { newId } from "@/lib/core/ids";
import { jsonbText } from "@/lib/core/json-text";
import type { TrashReason } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import type { TakenBackRating } from "./copied-room";
import type { SerializedRoom } from "./room";
import { incarnationOf } from "./rooms-sql";
import { splitRoom, takenBackArrays } from "./split-room";

export interface TrashToImport {
  spaceId: string;
  room: SerializedRoom;
  takenBack: readonly TakenBackRating[];
  sealedPassword: string | null;
  reason: TrashReason;
  trashedAt: string;
}

/** The result of the import: the room was imported, was in the trash already, is open, or was purged. */
export type TrashImport = "imported" | "there" | "name_taken" | "purged";

/**
 * Imports a room from the trash of another storage into the trash, with its reason and its time, and audits that. The days until its
 * purge start now, so that people have time to look at it. It makes no event, because the room was not known here before.
 */
export async function importTrashedRoom(ctx: Context, given: TrashToImport): Promise<TrashImport> {
  const { spaceId, room } = given;
  const createdAt = incarnationOf(room.createdAt);
  return joinTransaction(ctx, async (tx) => {
    await tx.query("select lock_room_name($1, 'match', $2)", [spaceId, room.roomName]);
    const known = await tx.query<{ outcome: TrashImport }>(
      `select case when is_open(room) then 'name_taken' else 'there' end as outcome
         from room where space_id = $1 and kind = 'match' and name = $2 and created_at = $3
         union all
         select 'purged' from room_tombstone
         where space_id = $1 and kind = 'match' and identity = $2 and created_at = $3`,
      [spaceId, room.roomName, createdAt],
    );
    if (known.rows[0]) return known.rows[0].outcome;
    const id = newId("rm");
    await insertTrashed(tx, id, given);
    await tx.query("delete from event_outbox where space_id = $1 and room_id = $2", [spaceId, id]);
    const about = {
      spaceId,
      id,
      name: room.roomName,
      ownerId: String(room.creatorPlexUserId),
    };
    await recordAudit(tx, ctx, { action: "room.import-trash", outcome: "done", room: about });
    return "imported";
  });
}

async function insertTrashed(tx: pg.PoolClient, id: string, given: TrashToImport): Promise<void> {
  const { spaceId, room } = given;
  const { document, ratings, progress } = splitRoom(room);
  const taken = takenBackArrays(given.takenBack);
  const type = room.roomType ?? "standard";
  await tx.query(
    `insert into room (space_id, id, kind, name, created_at, owner_id, creator_id, creator_name, room_type, document,
       password_sealed, rating_count, like_count, match_count, version, last_activity_at, trashed_at, trash_reason, purge_at)
     select id, $2, 'match', $3, $4::timestamptz, $5, $5, $6, $7, $8, $9, 0, 0, 0, 0, least($4::timestamptz, now()), $10::timestamptz, $11,
       now() + make_interval(days => trash_days) from space where id = $1`,
    [
      spaceId,
      id,
      room.roomName,
      incarnationOf(room.createdAt),
      String(room.creatorPlexUserId),
      room.creatorPlexUsername,
      type,
      jsonbText(document),
      given.sealedPassword,
      given.trashedAt,
      given.reason,
    ],
  );
  const films = [...ratings.mediaId, ...taken.mediaId];
  await tx.query(
    `select written.version from join_ratings($1, array[$2::text], array_fill($2::text, array[cardinality($3::text[])]), $3, $4,
       $5, $6, array_fill($2::text, array[cardinality($7::text[])]), $7, $8) joined, record_room_writes($1, joined, 1, now()) written`,
    [
      spaceId,
      id,
      films,
      [...ratings.userName, ...taken.userName],
      [...ratings.value, ...taken.value],
      [...ratings.atMs, ...taken.atMs],
      progress.userName,
      progress.progress,
    ],
  );
}
